package dev.lazymigration.testkit;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that takes everything, for everybody, and what has come in. */
public final class Mailbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));

    private Mailbox() {}

    public static Mailbox launch() {
        Mailbox mailbox = new Mailbox();
        mailbox.server.start();
        return mailbox;
    }

    /** A realm's mail settings. */
    public Map<String, String> settings() {
        return Map.of(
                "host", "localhost",
                "port", String.valueOf(server.getSmtp().getPort()),
                "from", "keycloak@example.org");
    }

    /** How many mails have come for the address. */
    public int countTo(String address) {
        return mailsTo(address).size();
    }

    /** The text of the newest mail to the address; waits for the first. */
    public String lastTo(String address) {
        int expected = 1;
        while (mailsTo(address).isEmpty()) {
            if (!server.waitForIncomingEmail(PATIENCE.toMillis(), expected++)) {
                throw new AssertionError("No mail to " + address);
            }
        }
        List<MimeMessage> mails = mailsTo(address);
        return text(mails.get(mails.size() - 1));
    }

    /** The first link in the newest mail to the address. */
    public String lastLinkTo(String address) {
        String text = lastTo(address);
        Matcher link = LINK.matcher(text);
        if (!link.find()) {
            throw new AssertionError("No link in the mail:\n" + text);
        }
        return link.group();
    }

    @Override
    public void close() {
        server.stop();
    }

    private List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                    .anyMatch(recipient -> recipient.toString().contains(address));
        } catch (MessagingException e) {
            throw new IllegalStateException("Cannot read a mail's recipients", e);
        }
    }

    /** The first part of a mail, which in Keycloak's is plain text. */
    private static String text(MimeMessage mail) {
        try {
            Object content = mail.getContent();
            while (content instanceof Multipart parts) {
                BodyPart first = parts.getBodyPart(0);
                content = first.getContent();
            }
            return content.toString();
        } catch (MessagingException e) {
            throw new IllegalStateException("Cannot read a mail", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a mail", e);
        }
    }
}
