package dev.lazymigration.hash;

/** For the PBKDF2 that Keycloak itself does not verify. Public, because Keycloak's service loader creates it. */
public final class Pbkdf2HashProviderFactory extends ForeignHashProviderFactory {

    public Pbkdf2HashProviderFactory() {
        super(Pbkdf2Hash.ALGORITHM, Pbkdf2Hash::of);
    }
}
