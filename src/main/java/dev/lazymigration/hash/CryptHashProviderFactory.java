package dev.lazymigration.hash;

/** For crypt(3) and Apache's htpasswd. Public, because Keycloak's service loader creates it. */
public final class CryptHashProviderFactory extends ForeignHashProviderFactory {

    public CryptHashProviderFactory() {
        super(CryptHash.ALGORITHM, CryptHash::of);
    }
}
