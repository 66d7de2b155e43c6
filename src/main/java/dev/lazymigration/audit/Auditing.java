package dev.lazymigration.audit;

/** Who has the desk: the factory of the providers. */
public interface Auditing {

    AuditDesk audits();
}
