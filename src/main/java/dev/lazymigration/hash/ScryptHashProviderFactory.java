package dev.lazymigration.hash;

/** For scrypt. Public, because Keycloak's service loader creates it. */
public final class ScryptHashProviderFactory extends ForeignHashProviderFactory {

    public ScryptHashProviderFactory() {
        super(ScryptHash.ALGORITHM, ScryptHash::of);
    }
}
