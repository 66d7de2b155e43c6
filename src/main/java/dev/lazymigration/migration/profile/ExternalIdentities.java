package dev.lazymigration.migration.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads who a user is at identity providers, in the words of Auth0, of Authing and of Keycloak. The legacy database itself,
 * which some of them list too, is no identity provider and is left out without a word.
 */
final class ExternalIdentities {

    /** What others call Keycloak's own social providers, whose alias is their id unless an administrator has chosen another. */
    static final Map<String, String> DEFAULT_ALIASES = Map.of(
            "google-oauth2", "google",
            "windowslive", "microsoft",
            "linkedin", "linkedin-openid-connect",
            "facebook", "facebook",
            "github", "github",
            "gitlab", "gitlab",
            "bitbucket", "bitbucket",
            "twitter", "twitter",
            "paypal", "paypal",
            "instagram", "instagram");

    /** Names of a protocol: which provider it is, the connection says. */
    static final Set<String> PROTOCOLS = Set.of(
            "samlp",
            "saml",
            "adfs",
            "waad",
            "oidc",
            "oauth2",
            "okta",
            "pingfederate",
            "google-apps",
            "office365",
            "cas",
            "ad",
            "ldap",
            "azure-ad");

    /** The legacy system's own store of users. */
    static final Set<String> OWN = Set.of("auth0", "authing", "genauth");

    private final MappingRules rules;
    private final String legacyId;
    private final List<NotApplied> notApplied;

    private ExternalIdentities(MappingRules rules, String legacyId, List<NotApplied> notApplied) {
        this.rules = rules;
        this.legacyId = legacyId;
        this.notApplied = notApplied;
    }

    /** @param legacyId the id of the user himself */
    static List<ExternalIdentity> take(
            LegacyFields profile, MappingRules rules, String legacyId, List<NotApplied> notApplied) {
        ExternalIdentities reading = new ExternalIdentities(rules, legacyId, notApplied);
        List<ExternalIdentity> identities = new ArrayList<>();
        DefaultNames.IDENTITIES.names().stream()
                .flatMap(field -> profile.takeElements(field).stream())
                .flatMap(element -> reading.read(element).stream())
                .forEach(identities::add);
        return identities;
    }

    private Optional<ExternalIdentity> read(LegacyFields.Element element) {
        Map<String, Object> identity = LegacyValue.object(element.value()).orElse(Map.of());
        Optional<String> userId = LegacyValue.text(identity, "userIdInIdp", "user_id", "userId");
        Optional<String> provider = LegacyValue.text(identity, "identityProvider", "provider", "connection");
        if (userId.isEmpty() || provider.isEmpty()) {
            notApplied.add(
                    new NotApplied(element.field(), "is no identity: it needs a provider, and the user's id there"));
            return Optional.empty();
        }
        if (isOwn(identity, provider.get(), userId.get())) {
            return Optional.empty();
        }
        return Optional.of(alias(identity, provider.get()))
                .filter(alias -> !alias.equals(MappingRules.DROP))
                .map(alias -> new ExternalIdentity(element.field(), alias, userId.get(), userName(identity)));
    }

    private boolean isOwn(Map<String, Object> identity, String provider, String userId) {
        String name = provider.toLowerCase(Locale.ROOT);
        if (byRule(identity).isPresent()) {
            return false;
        }
        return OWN.contains(name)
                || userId.equals(legacyId)
                        && !identity.containsKey("identityProvider")
                        && !Boolean.TRUE.equals(identity.get("isSocial"))
                        && !DEFAULT_ALIASES.containsKey(name)
                        && !PROTOCOLS.contains(name);
    }

    private String alias(Map<String, Object> identity, String provider) {
        String name = provider.toLowerCase(Locale.ROOT);
        return byRule(identity)
                .or(() -> Optional.ofNullable(DEFAULT_ALIASES.get(name)))
                .or(() -> PROTOCOLS.contains(name) ? LegacyValue.text(identity, "connection") : Optional.empty())
                .orElse(provider);
    }

    /** A connection is more special than its provider. */
    private Optional<String> byRule(Map<String, Object> identity) {
        return Stream.of("connection", "identityProvider", "provider")
                .flatMap(member -> LegacyValue.text(identity, member).stream())
                .flatMap(name -> Optional.ofNullable(rules.identityProviders().get(name)).stream())
                .findFirst();
    }

    private static String userName(Map<String, Object> identity) {
        return LegacyValue.text(identity, "userName")
                .or(() -> Stream.of("profileData", "userInfoInIdp")
                        .flatMap(member -> LegacyValue.object(identity.get(member)).stream())
                        .flatMap(profile -> LegacyValue.text(profile, "username", "nickname", "email", "name").stream())
                        .findFirst())
                .orElse(null);
    }
}
