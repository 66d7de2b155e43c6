package dev.lazymigration.closing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Mails to one user after the other, and who is to blame when one cannot be sent: an address, as soon as another mail
 * goes out after it, or else the mail server. Not safe for use by several threads.
 */
final class Delivery {

    /** After so many failures in a row it may be the mail server, and not the addresses. */
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

    /** Whether the next mail would be in vain, too. Where none was sent, it takes twice as many failures to say so. */
    boolean isInVain() {
        return failed.size() >= (sent == 0 ? 2 * PATIENCE : PATIENCE);
    }

    /**
     * Whether somebody else is to be tried than whoever would be next. Whoever came across at the same time may have the
     * same kind of address, of a company that is no more for example, and they would be the first again each time.
     */
    boolean isStuck() {
        return sent == 0 && failed.size() == PATIENCE;
    }

    /**
     * To whom the next mails are to go.
     *
     * @param max how many at most
     * @param besides who is not meant either
     */
    Iterator<String> next(int max, Set<String> besides) {
        Set<String> except = passedOver();
        except.addAll(besides);
        return (isStuck() ? mails.byChance(PATIENCE, except) : mails.next(max, except)).iterator();
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
