package dev.lazymigration.migration.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads organizations: text, or an object with {@code alias} or {@code name} and possibly {@code domain} or
 * {@code domains}. In Auth0 the name is what Keycloak calls the alias, and {@code display_name} the name.
 */
final class OrganizationNames {

    /** Keycloak's columns hold this many characters. */
    private static final int MAX_LENGTH = 255;

    private OrganizationNames() {}

    static List<OrganizationName> take(LegacyFields profile, List<NotApplied> notApplied) {
        Map<String, OrganizationName> organizations = new LinkedHashMap<>();
        DefaultNames.ORGANIZATIONS.names().stream()
                .flatMap(field -> profile.takeElements(field).stream())
                .forEach(element -> read(element)
                        .ifPresentOrElse(
                                organization -> organizations.putIfAbsent(organization.alias(), organization),
                                () -> notApplied.add(new NotApplied(
                                        element.field(),
                                        "is no organization: neither text nor an object with an alias or name, of at most %d characters"
                                                .formatted(MAX_LENGTH)))));
        return List.copyOf(organizations.values());
    }

    private static Optional<OrganizationName> read(LegacyFields.Element element) {
        Map<String, Object> object = LegacyValue.object(element.value())
                .orElseGet(() -> LegacyValue.text(element.value())
                        .<Map<String, Object>>map(text -> Map.of("name", text))
                        .orElse(Map.of()));
        Optional<String> alias = LegacyValue.text(object, "alias", "name");
        Optional<String> name = LegacyValue.text(object, "display_name", "name", "alias");
        return alias.filter(text -> text.length() <= MAX_LENGTH)
                .flatMap(known -> name.filter(text -> text.length() <= MAX_LENGTH)
                        .map(shown -> new OrganizationName(element.field(), known, shown, domains(object))));
    }

    /** Text, or as in Keycloak's own representation an object with a name. */
    private static List<String> domains(Map<String, Object> object) {
        return Stream.of("domain", "domains")
                .map(object::get)
                .filter(Objects::nonNull)
                .flatMap(value -> LegacyValue.list(value).stream())
                .map(domain -> LegacyValue.object(domain)
                        .flatMap(inner -> LegacyValue.text(inner, "name"))
                        .or(() -> LegacyValue.text(domain)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
