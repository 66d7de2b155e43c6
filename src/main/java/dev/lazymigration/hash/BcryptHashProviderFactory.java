package dev.lazymigration.hash;

/** For bcrypt, as PHP, Ruby, Node and many more store it. Public, because Keycloak's service loader creates it. */
public final class BcryptHashProviderFactory extends ForeignHashProviderFactory {

    public BcryptHashProviderFactory() {
        super(BcryptHash.ALGORITHM, BcryptHash::of);
    }
}
