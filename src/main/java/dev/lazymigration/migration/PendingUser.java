package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.MembershipMetadata;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.UserModelDelegate;

/**
 * Somebody who is in the legacy system and not in Keycloak yet; nothing is written for him.
 *
 * <p>Keycloak's flows hold on to the object that a look-up gave them. So when the password is proved this same object
 * {@linkplain #become becomes} the imported user: every method, those with a default in {@link UserModel} included, is
 * answered by Keycloak's own user from then on. With the id alone exchanged, the direct grant answers "Account is not
 * fully set up" (seen on Keycloak 26.7.0).
 */
public final class PendingUser extends UserModelDelegate {

    private final KeycloakSession session;
    private final LegacyUser legacyUser;
    private final LegacyQuery query;
    private final PendingProfile profile;
    private final MappedProfile.Usable mapped;
    private final Completion completion = new Completion();

    /**
     * @param legacyUser as the getUser script described him
     * @param mapped his profile in Keycloak's terms
     * @param query the question to which he was the answer
     */
    public PendingUser(
            KeycloakSession session,
            RealmModel realm,
            ComponentModel provider,
            LegacyUser legacyUser,
            MappedProfile.Usable mapped,
            LegacyQuery query) {
        this(
                session,
                new PendingProfile(session, realm, provider, legacyUser, mapped, named(query, legacyUser)),
                legacyUser,
                mapped,
                named(query, legacyUser));
        if (realm.isBruteForceProtected()) {
            completion.beginIn(session);
        }
    }

    private PendingUser(
            KeycloakSession session,
            PendingProfile profile,
            LegacyUser legacyUser,
            MappedProfile.Usable mapped,
            LegacyQuery query) {
        super(profile);
        this.session = session;
        this.legacyUser = legacyUser;
        this.query = query;
        this.profile = profile;
        this.mapped = mapped;
    }

    /** Whether he is still nobody in Keycloak's own store. */
    public boolean isPending() {
        return delegate == profile;
    }

    /** As the getUser script described him. */
    public LegacyUser legacyUser() {
        return legacyUser;
    }

    /** His profile in Keycloak's terms. */
    public MappedProfile.Usable mappedProfile() {
        return mapped;
    }

    /**
     * The question to which he was the answer, with the legacy id in it. A login script need not know how to look up by
     * id alone (that of Authing's template does not), so it is never asked to.
     */
    public LegacyQuery query() {
        return query;
    }

    private static LegacyQuery named(LegacyQuery query, LegacyUser user) {
        return query.hasName() ? query.withId(user.id()) : ProfileMapping.queryFor(user);
    }

    /** From now on this object is the imported user. */
    public void become(UserModel imported) {
        delegate = imported;
        completion.endIn(session);
    }

    PendingProfile profile() {
        return profile;
    }

    @Override
    public String getId() {
        return completion.isHere() ? profile.getId() : delegate.getId();
    }

    @Override
    public SubjectCredentialManager credentialManager() {
        // The delegate's own would show the provider the delegate, not this object, and there would be nothing to swap.
        return isPending() ? session.users().getUserCredentialManager(this) : delegate.credentialManager();
    }

    @Override
    public boolean isFederated() {
        return delegate.isFederated();
    }

    @Override
    public Long getLastModifiedTimestamp() {
        return delegate.getLastModifiedTimestamp();
    }

    @Override
    public void setLastModifiedTimestamp(Long timestamp) {
        delegate.setLastModifiedTimestamp(timestamp);
    }

    @Override
    public Stream<GroupModel> getGroupsStream(String search, Integer first, Integer max) {
        return delegate.getGroupsStream(search, first, max);
    }

    @Override
    public long getGroupsCount() {
        return delegate.getGroupsCount();
    }

    @Override
    public long getGroupsCountByNameContaining(String search) {
        return delegate.getGroupsCountByNameContaining(search);
    }

    @Override
    public void joinGroup(GroupModel group, MembershipMetadata metadata) {
        delegate.joinGroup(group, metadata);
    }
}
