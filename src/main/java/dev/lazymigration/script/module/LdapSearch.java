package dev.lazymigration.script.module;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import dev.lazymigration.script.HostException;
import java.util.List;
import java.util.Map;

/**
 * What a script searches for.
 *
 * @param base where, possibly empty for the root
 * @param attributes empty for all
 * @param sizeLimit at most so many entries, zero for no limit
 * @param timeLimit seconds for the server, zero for as long as the run may last
 * @param pageSize entries to ask for at a time, zero for all at once
 */
record LdapSearch(
        String base,
        SearchScope scope,
        Filter filter,
        List<String> attributes,
        int sizeLimit,
        int timeLimit,
        int pageSize) {

    private static final int MAX = 1_000_000;

    static LdapSearch of(String base, Map<?, ?> options) throws HostException {
        SearchScope scope =
                switch (String.valueOf(options.get("scope"))) {
                    case "base", "0" -> SearchScope.BASE;
                    case "one", "1", "single" -> SearchScope.ONE;
                    case "sub", "2" -> SearchScope.SUB;
                    default -> throw HostException.misuse(options.get("scope") + " is an invalid search scope");
                };
        List<String> attributes = options.get("attributes") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new LdapSearch(
                base,
                scope,
                filter(String.valueOf(options.get("filter"))),
                attributes,
                number(options.get("sizeLimit")),
                number(options.get("timeLimit")),
                number(options.get("pageSize")));
    }

    private static Filter filter(String text) throws HostException {
        try {
            return Filter.create(text.startsWith("(") ? text : "(" + text + ")");
        } catch (LDAPException e) {
            throw HostException.misuse("The search filter is not valid: " + e.getMessage());
        }
    }

    private static int number(Object value) {
        return value instanceof Double number && number > 0 ? (int) Math.min(MAX, number) : 0;
    }
}
