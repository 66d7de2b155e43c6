package dev.lazymigration.admin;

/**
 * What remains of a batch of mails, in an admin event.
 *
 * @param sent how many were sent
 */
public record MailsTrace(int sent) {}
