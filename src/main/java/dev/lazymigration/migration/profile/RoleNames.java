package dev.lazymigration.migration.profile;

import dev.lazymigration.migration.profile.MappingRules.UnmappedNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads roles: text, or an object with {@code name} and, for the role of a client, {@code client}. */
final class RoleNames {

    private final NameRules rules;
    private final UnmappedNames unmapped;
    private final List<NotApplied> notApplied;
    private final Map<String, RoleName> roles = new LinkedHashMap<>();

    private RoleNames(MappingRules rules, List<NotApplied> notApplied) {
        this.rules = new NameRules(rules.roles());
        this.unmapped = rules.unmappedRoles();
        this.notApplied = notApplied;
    }

    static List<RoleName> take(LegacyFields profile, MappingRules rules, List<NotApplied> notApplied) {
        RoleNames reading = new RoleNames(rules, notApplied);
        for (String field : DefaultNames.ROLES.names()) {
            profile.takeElements(field).forEach(element -> reading.add(field, element));
        }
        for (String field : DefaultNames.CLIENT_ROLES.names()) {
            profile.takeElements(field).forEach(reading::addClients);
        }
        Collection<RoleName> roles = reading.roles.values();
        return List.copyOf(roles);
    }

    private void addClients(LegacyFields.Element clients) {
        LegacyValue.object(clients.value())
                .ifPresentOrElse(
                        object -> object.forEach((client, names) -> LegacyValue.list(names)
                                .forEach(name -> addOf(client, clients.field() + "." + client, name))),
                        () -> notApplied.add(new NotApplied(
                                clients.field(), "is no object with the roles of each client under the client's id")));
    }

    private void addOf(String client, String field, Object role) {
        name(role).ifPresentOrElse(name -> add(field, client + "." + name), () -> reportUnknown(field));
    }

    private void add(String field, LegacyFields.Element role) {
        Optional<String> client =
                LegacyValue.object(role.value()).flatMap(object -> LegacyValue.text(object, "client"));
        name(role.value())
                .map(name -> client.map(id -> id + "." + name).orElse(name))
                .ifPresentOrElse(name -> add(field, name), () -> reportUnknown(role.field()));
    }

    private void reportUnknown(String field) {
        notApplied.add(new NotApplied(field, "is no role: neither text nor an object with a name"));
    }

    private static Optional<String> name(Object role) {
        return LegacyValue.object(role)
                .map(object -> LegacyValue.text(object, "name"))
                .orElseGet(() -> LegacyValue.text(role));
    }

    private void add(String field, String name) {
        Optional<NameRules.Renamed> renamed = rules.rename(name);
        if (renamed.isEmpty() && unmapped == UnmappedNames.REPORT) {
            notApplied.add(new NotApplied(field, "no rule knows the role " + name));
        } else if (renamed.isEmpty()) {
            put(new RoleName(field, name, false));
        } else if (!renamed.get().isDropped()) {
            putRenamed(field, name, renamed.get());
        }
    }

    private void putRenamed(String field, String name, NameRules.Renamed renamed) {
        if (renamed.name().isBlank()) {
            notApplied.add(new NotApplied(field, "a rule leaves nothing of the role " + name));
        } else {
            put(new RoleName(field, renamed.name(), renamed.literal()));
        }
    }

    /** Two legacy roles can become one; a rule that leads to it is worth more than a name that happens to be the same. */
    private void put(RoleName role) {
        roles.merge(role.name(), role, (earlier, later) -> earlier.byRule() ? earlier : later);
    }
}
