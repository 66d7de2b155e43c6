package dev.lazymigration.migration;

import dev.lazymigration.migration.notice.NoticeSettings;
import dev.lazymigration.migration.profile.MappingRules;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.util.Objects;
import org.keycloak.models.RealmModel;

/**
 * What the administrator has decided about imports.
 *
 * @param mapping how profiles are read
 * @param createGroups whether a group that is missing is created
 * @param createOrganizations whether an organization that is missing is created
 * @param weakPassword what becomes of a proved password that the realm's policy would refuse
 * @param lockedUsers what becomes of a user whom the legacy system has switched off
 * @param existingUsers what becomes of a user whose name or e-mail address a local user has already
 * @param notices how the legacy system is told of migrations
 */
public record ImportSettings(
        MappingRules mapping,
        boolean createGroups,
        boolean createOrganizations,
        WeakPassword weakPassword,
        LockedUsers lockedUsers,
        ExistingUsers existingUsers,
        NoticeSettings notices) {

    public static final ImportSettings DEFAULT = new ImportSettings(
            MappingRules.DEFAULT, false, false, WeakPassword.UPDATE_PASSWORD, LockedUsers.REFUSE, ExistingUsers.REFUSE);

    /** A password that was right in the legacy system and that the realm's policy would refuse. */
    public enum WeakPassword {
        /** It is kept, and the user has to choose another one in this login. */
        UPDATE_PASSWORD,
        /** It is kept, and nobody is asked for another one. */
        KEEP
    }

    /** A user whom the legacy system has switched off. */
    public enum LockedUsers {
        /** Nothing is imported. */
        REFUSE,
        /** He is imported, switched off. */
        IMPORT_DISABLED
    }

    /** A local user with the same user name or e-mail address. */
    public enum ExistingUsers {
        /** The legacy user is not imported; an administrator has to act. */
        REFUSE,
        /** The two are one if both sides have verified the e-mail address. */
        LINK
    }

    public ImportSettings {
        Objects.requireNonNull(mapping, "mapping");
        Objects.requireNonNull(weakPassword, "weakPassword");
        Objects.requireNonNull(lockedUsers, "lockedUsers");
        Objects.requireNonNull(existingUsers, "existingUsers");
        Objects.requireNonNull(notices, "notices");
    }

    /** Settings with which nobody is told of migrations. */
    public ImportSettings(
            MappingRules mapping,
            boolean createGroups,
            boolean createOrganizations,
            WeakPassword weakPassword,
            LockedUsers lockedUsers,
            ExistingUsers existingUsers) {
        this(mapping, createGroups, createOrganizations, weakPassword, lockedUsers, existingUsers, NoticeSettings.NONE);
    }

    /** How profiles are read in a realm. */
    public ProfileMapping mappingIn(RealmModel realm) {
        return new ProfileMapping(mapping, realm.isRegistrationEmailAsUsername());
    }

    public ImportSettings withNotices(NoticeSettings newNotices) {
        return new ImportSettings(
                mapping, createGroups, createOrganizations, weakPassword, lockedUsers, existingUsers, newNotices);
    }
}
