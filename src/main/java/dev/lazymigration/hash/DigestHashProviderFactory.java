package dev.lazymigration.hash;

/** For MD5 and SHA, with a salt or without. Public, because Keycloak's service loader creates it. */
public final class DigestHashProviderFactory extends ForeignHashProviderFactory {

    public DigestHashProviderFactory() {
        super(DigestHash.ALGORITHM, DigestHash::of);
    }
}
