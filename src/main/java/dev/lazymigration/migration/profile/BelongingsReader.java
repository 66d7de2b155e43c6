package dev.lazymigration.migration.profile;

import java.util.List;
import java.util.Optional;

/**
 * Reads what a user has beside his fields and attributes. Not thread-safe.
 *
 * @param notApplied gets what cannot be read
 */
record BelongingsReader(LegacyFields profile, MappingRules rules, List<NotApplied> notApplied) {

    /** @param legacyId of the user himself */
    Belongings take(String legacyId) {
        return new Belongings(
                RoleNames.take(profile, rules, notApplied),
                GroupPaths.take(profile, rules, notApplied),
                OrganizationNames.take(profile, notApplied),
                requiredActions(),
                LegacyCredentials.take(profile, notApplied),
                ExternalIdentities.take(profile, rules, legacyId, notApplied));
    }

    private List<String> requiredActions() {
        return DefaultNames.REQUIRED_ACTIONS.names().stream()
                .flatMap(field -> profile.takeElements(field).stream())
                .flatMap(element -> alias(element).stream())
                .distinct()
                .toList();
    }

    private Optional<String> alias(LegacyFields.Element element) {
        Optional<String> alias = LegacyValue.text(element.value());
        if (alias.isEmpty()) {
            notApplied.add(new NotApplied(element.field(), "is no required action: text is expected"));
        }
        return alias;
    }
}
