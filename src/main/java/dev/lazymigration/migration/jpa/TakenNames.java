package dev.lazymigration.migration.jpa;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Which of many names and addresses users of a realm have already, by one query: in bulk, nearly all of them are free. Not
 * safe for use by several threads.
 */
public final class TakenNames {

    /** Oracle takes no more in one list. */
    private static final int MOST_NAMES = 1_000;

    private final Set<String> taken = new HashSet<>();
    private final boolean clear;

    /**
     * Looks them up.
     *
     * @param names user names and e-mail addresses, in lower case
     */
    public TakenNames(KeycloakSession session, RealmModel realm, Collection<String> names) {
        List<String> distinct = names.stream().distinct().toList();
        for (int first = 0; first < distinct.size(); first += MOST_NAMES) {
            lookUp(session, realm, distinct.subList(first, Math.min(first + MOST_NAMES, distinct.size())));
        }
        // A database that takes two spellings for the same knows better which of the names are taken.
        Set<String> known = Set.copyOf(distinct);
        clear = known.containsAll(taken);
    }

    private void lookUp(KeycloakSession session, RealmModel realm, List<String> names) {
        Stream.of("username", "email")
                .flatMap(field -> session
                        .getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(
                                "select u." + field + " from UserEntity u where u.realmId = :realm and u." + field
                                        + " in :names",
                                String.class)
                        .setParameter("realm", realm.getId())
                        .setParameter("names", names)
                        .getResultList()
                        .stream())
                .filter(Objects::nonNull)
                .forEach(taken::add);
    }

    /** Whether it has to be looked at more closely whose these are. */
    public boolean mayHave(String username, String email) {
        return !clear || taken.contains(username) || email != null && taken.contains(email);
    }

    /** These are taken from now on. */
    public void add(String username, String email) {
        taken.add(username);
        if (email != null) {
            taken.add(email);
        }
    }
}
