package dev.lazymigration.hash;

/** For PHPass and Drupal 7. Public, because Keycloak's service loader creates it. */
public final class PhpassHashProviderFactory extends ForeignHashProviderFactory {

    public PhpassHashProviderFactory() {
        super(PhpassHash.ALGORITHM, PhpassHash::of);
    }
}
