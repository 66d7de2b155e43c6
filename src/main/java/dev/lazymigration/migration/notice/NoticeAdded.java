package dev.lazymigration.migration.notice;

import org.keycloak.provider.ProviderEvent;

/** There is something to tell, or to try again at once; committed. */
public record NoticeAdded() implements ProviderEvent {}
