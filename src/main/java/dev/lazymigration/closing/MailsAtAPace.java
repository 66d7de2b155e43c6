package dev.lazymigration.closing;

/** Who has the desk: the factory of the providers. */
public interface MailsAtAPace {

    MailDesk mails();
}
