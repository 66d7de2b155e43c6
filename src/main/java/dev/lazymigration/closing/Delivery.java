package dev.lazymigration.closing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Mails to one user after the other, and who is to blame when one cannot be sent: an address, as soon as another mail
 * goes out after it, or else the mail server. Not safe for use by several threads.
 */
final class Delivery {

    /** After so many failures in a row it is the mail server, and not the addresses. */
    static final int PATIENCE = 10;

    private final ResetMails mails;
    private final Set<String> notNeeded = new HashSet<>();
    private final List<String> failed = new ArrayList<>();
    private int sent;

    Delivery(ResetMails mails) {
        this.mails = mails;
    }

    /** How many were sent. */
    int sent() {
        return sent;
    }

    void to(String userId, LinkAddress address) {
        switch (mails.sendTo(userId, address)) {
            case SENT -> {
                sent++;
                writeDownFailures();
            }
            case FAILED -> failed.add(userId);
            case NOT_NEEDED -> notNeeded.add(userId);
        }
    }

    /** Whether the next mail would be in vain, too. */
    boolean isInVain() {
        return failed.size() >= PATIENCE;
    }

    /** Those to whom none was sent, without anything about it being written down. */
    Set<String> passedOver() {
        Set<String> passedOver = new HashSet<>(notNeeded);
        passedOver.addAll(failed);
        return passedOver;
    }

    /**
     * After the last mail.
     *
     * @return how many were sent
     * @throws NoMailException when none could be; then nobody is taken for somebody to whom none can be
     */
    int end() throws NoMailException {
        if (sent == 0 && !failed.isEmpty()) {
            throw new NoMailException();
        }
        if (!isInVain()) {
            writeDownFailures();
        }
        return sent;
    }

    private void writeDownFailures() {
        failed.forEach(mails::writeDownFailure);
        failed.clear();
    }
}
