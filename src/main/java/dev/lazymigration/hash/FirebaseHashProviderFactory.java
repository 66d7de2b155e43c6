package dev.lazymigration.hash;

/** For Firebase Authentication. Public, because Keycloak's service loader creates it. */
public final class FirebaseHashProviderFactory extends ForeignHashProviderFactory {

    public FirebaseHashProviderFactory() {
        super(FirebaseHash.ALGORITHM, FirebaseHash::of);
    }
}
