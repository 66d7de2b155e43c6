package dev.lazymigration.script.module;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as Oracle's clients write it, with its bind variables as JDBC wants them.
 *
 * @param text with {@code ?} in the place of each {@code :name} or {@code :1}
 * @param names what stood there, without the colon, in that order
 */
record OracleText(String text, List<String> names) {

    /**
     * Everything in which a colon begins no bind variable comes first. What has no end takes the rest of the text, as
     * otherwise the end would be looked for again from each beginning.
     */
    private static final Pattern TOKEN = Pattern.compile(
            """
            (?:[nN]?[qQ]'(?:\\[.*?(?:]'|\\z)|\\{.*?(?:}'|\\z)|\\(.*?(?:\\)'|\\z)|<.*?(?:>'|\\z)\
            |([^\\s\\[{(<]).*?(?:\\1'|\\z))\
            |'[^']*(?:'|\\z)|"[^"]*(?:"|\\z)|--[^\\n]*|/\\*.*?(?:\\*/|\\z)|:=|::)|:(?<bind>\\w{1,128})""",
            Pattern.DOTALL);

    OracleText {
        names = List.copyOf(names);
    }

    static OracleText of(String sql) {
        Matcher tokens = TOKEN.matcher(sql);
        List<String> names = TOKEN.matcher(sql)
                .results()
                .map(found -> found.group(2))
                .filter(name -> name != null)
                .toList();
        return new OracleText(
                tokens.replaceAll(found -> found.group(2) == null ? Matcher.quoteReplacement(found.group()) : "?"),
                names);
    }

    /** Whether it is a block or a call, in which a name that comes again is the same variable. */
    boolean isBlock() {
        return text.strip().matches("(?is)(begin|declare|call)\\b.*");
    }
}
