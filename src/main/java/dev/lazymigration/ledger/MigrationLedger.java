package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger within one Keycloak transaction. Not safe for use by several threads. */
public interface MigrationLedger {

    /** The longest legacy id that is accepted; {@code f:<provider>:<id>} has to fit Keycloak's 255 character columns. */
    int MAX_LEGACY_ID_LENGTH = 200;

    /** Who a legacy user became, also when that Keycloak user is deleted by now. */
    Optional<MigrationRecord> find(String providerId, String legacyId);

    /** Who of several legacy users became whom, by the legacy id; those whom nobody knows are missing. */
    Map<String, MigrationRecord> find(String providerId, Collection<String> legacyIds);

    /**
     * Writes a line and waits for anybody who is writing the same one.
     *
     * @throws org.keycloak.models.ModelDuplicateException when the legacy user is in the ledger already; the
     *     transaction is lost then
     */
    void add(MigrationRecord migrated);

    /**
     * Writes several lines and waits for anybody who is writing one of them.
     *
     * @throws org.keycloak.models.ModelDuplicateException when one of the legacy users is in the ledger already; the
     *     transaction is lost then
     */
    void addAll(Collection<MigrationRecord> migrated);

    /** The lines of a provider, newest first. */
    List<MigrationRecord> list(String providerId, RecordFilter filter, Page page);

    /**
     * The lines of a provider from a place in its list on, newest first. Who goes on from stretch to stretch gets each line
     * once, whatever is added meanwhile.
     *
     * @param from empty for the beginning
     * @param max how many at most, 1 or more
     */
    Stretch<MigrationRecord> read(String providerId, RecordFilter filter, Optional<Bookmark> from, int max);

    /**
     * How many lines a provider has. Where they are many, one that was {@linkplain #forget forgotten} may be counted for
     * some minutes more.
     */
    MigrationCount count(String providerId);

    /** When the newest line of a provider was written; empty when it has none. */
    Optional<Instant> last(String providerId);

    /**
     * Writes down that a user has proved his legacy password who had come without it. Does nothing when he is not in the
     * ledger.
     */
    void proved(String providerId, String legacyId, Instant at);

    /** When a user of a provider last proved his legacy password, as he came or later; empty when none ever has. */
    Optional<Instant> lastProof(String providerId);

    /** How many users of a provider have proved their legacy password since then. */
    long countProofs(String providerId, Instant from);

    /** Forgets one legacy user, who can come across once more then. */
    void forget(String providerId, String legacyId);

    /**
     * Corrects a line that this transaction has added: the user turned out to be another one.
     *
     * @param migrated with the provider and the legacy id of that line
     */
    void correct(MigrationRecord migrated);

    /** Whether any legacy user became this Keycloak user; sees what other transactions have committed just now. */
    boolean hasUser(String userId);

    /** Forgets everything about a provider that is being removed. */
    void forgetProvider(String providerId);

    /** Forgets everything about a realm that is being removed. */
    void forgetRealm(String realmId);
}
