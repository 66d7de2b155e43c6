package dev.lazymigration.migration.profile;

import dev.lazymigration.migration.profile.MappingRules.UnmappedNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads groups: text, which is a path if there is a slash in it, or an object with {@code path} or {@code name}. For the
 * rules it makes no difference whether a path begins with a slash.
 */
public final class GroupPaths {

    /** Keycloak's column for the name of a group holds this many characters. */
    private static final int MAX_NAME_LENGTH = 255;

    /** Not those within a name, which are written {@code ~/}. */
    private static final Pattern SLASH = Pattern.compile("(?<!~)/");

    private final NameRules rules;
    private final UnmappedNames unmapped;
    private final List<NotApplied> notApplied;
    private final Map<String, GroupPath> groups = new LinkedHashMap<>();

    private GroupPaths(MappingRules rules, List<NotApplied> notApplied) {
        Map<String, String> withoutSlash = new LinkedHashMap<>();
        rules.groups().forEach((pattern, target) -> withoutSlash.putIfAbsent(withoutSlash(pattern), target));
        this.rules = new NameRules(withoutSlash);
        this.unmapped = rules.unmappedGroups();
        this.notApplied = notApplied;
    }

    static List<GroupPath> take(LegacyFields profile, MappingRules rules, List<NotApplied> notApplied) {
        GroupPaths reading = new GroupPaths(rules, notApplied);
        for (String field : DefaultNames.GROUPS.names()) {
            profile.takeElements(field).forEach(element -> reading.add(field, element));
        }
        return List.copyOf(reading.groups.values());
    }

    /** Whether it is the path of a group as Keycloak writes it: {@code /staff/london}. */
    public static boolean isPath(String text) {
        return text.startsWith("/")
                && Arrays.stream(SLASH.split(text.substring(1), -1))
                        .allMatch(name -> !name.isBlank() && name.length() <= MAX_NAME_LENGTH);
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private void add(String field, LegacyFields.Element group) {
        path(group.value())
                .ifPresentOrElse(
                        path -> add(field, path),
                        () -> notApplied.add(new NotApplied(
                                group.field(), "is no group: neither text nor an object with a path or name")));
    }

    private static Optional<String> path(Object group) {
        return LegacyValue.object(group)
                .map(object -> LegacyValue.text(object, "path")
                        .or(() -> LegacyValue.text(object, "name").map(name -> name.replace("/", "~/"))))
                .orElseGet(() -> LegacyValue.text(group))
                .map(GroupPaths::withoutSlash);
    }

    private void add(String field, String path) {
        Optional<NameRules.Renamed> renamed = rules.rename(path);
        if (renamed.isEmpty() && unmapped == UnmappedNames.REPORT) {
            notApplied.add(new NotApplied(field, "no rule knows the group /" + path));
        } else if (renamed.isEmpty() || !renamed.get().isDropped()) {
            String target = withoutSlash(renamed.map(NameRules.Renamed::name).orElse(path));
            put(field, "/" + target, renamed.map(NameRules.Renamed::literal).orElse(false));
        }
    }

    /** Two legacy groups can become one; a rule that leads to it is worth more than a name that happens to be the same. */
    private void put(String field, String path, boolean byRule) {
        if (isPath(path)) {
            groups.merge(
                    path, new GroupPath(field, path, byRule), (earlier, later) -> earlier.byRule() ? earlier : later);
        } else {
            notApplied.add(new NotApplied(field, path + " is no path of a group: names of 1 to 255 characters"));
        }
    }
}
