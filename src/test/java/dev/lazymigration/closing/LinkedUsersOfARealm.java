package dev.lazymigration.closing;

import dev.lazymigration.testkit.IdentityProvider;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import org.keycloak.representations.idm.CredentialRepresentation;

/** Legacy users who come by an identity provider, and so without a password. */
record LinkedUsersOfARealm(TestRealm realm, LegacyDatabase legacy, IdentityProvider partner) {

    static LinkedUsersOfARealm of(TestRealm realm, LegacyDatabase legacy) {
        IdentityProvider partner = IdentityProvider.of(realm, "partner");
        partner.linkByItself();
        return new LinkedUsersOfARealm(realm, legacy, partner);
    }

    /** One more; his id in Keycloak is the answer. */
    String add(LegacyAccount account) {
        legacy.addUser(account);
        partner.knows(account.username(), account.email());
        return partner.signIn(account.username()).tokens().subject();
    }

    /** The types of somebody's credentials. */
    List<String> credentials(String userId) {
        return realm.admin().users().get(userId).credentials().stream()
                .map(CredentialRepresentation::getType)
                .toList();
    }
}
