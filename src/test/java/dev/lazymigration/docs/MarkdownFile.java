package dev.lazymigration.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the documentation, taken apart. */
public record MarkdownFile(Path path, String text) {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    public static MarkdownFile read(String path) {
        return read(Path.of(path));
    }

    static MarkdownFile read(Path path) {
        try {
            return new MarkdownFile(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    /** Every Markdown file of the repository. */
    static List<MarkdownFile> all() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(MarkdownFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the documentation", e);
        }
    }

    /** The fenced blocks in a language, in their order. */
    public List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The rows of all tables, as their trimmed cells; the lines under the headers are left out. */
    public List<List<String>> tableRows() {
        return text.lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|-"))
                .map(line -> Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** The targets of links into the repository. */
    List<String> localLinks() {
        return LINK.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(target -> !target.startsWith("http") && !target.startsWith("#"))
                .toList();
    }
}
