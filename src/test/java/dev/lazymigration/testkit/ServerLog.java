package dev.lazymigration.testkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server has printed, to both streams: in memory, and in a file for whoever looks afterwards. Threadsafe. */
public final class ServerLog {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration END = Duration.ofSeconds(5);

    private static final int TAIL = 30;

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private volatile Thread reader = new Thread("nothing-to-read");
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    ServerLog(Path file) {
        this.file = file;
    }

    /** A place in the log. */
    public record Mark(int line) {

        /** Before the first line. */
        public static final Mark BEGINNING = new Mark(0);
    }

    /** The place behind the last line. */
    public synchronized Mark mark() {
        return new Mark(lines.size());
    }

    /** Everything since the mark. */
    public synchronized String since(Mark mark) {
        return String.join("\n", lines.subList(mark.line(), lines.size()));
    }

    /** Where the log is, and its last lines. */
    synchronized String tail() {
        List<String> last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        return "The end of its log, " + file + ":\n" + String.join("\n", last);
    }

    /** The lines since the mark in which the expression is found. */
    public synchronized List<String> linesSince(Mark mark, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return lines.subList(mark.line(), lines.size()).stream()
                .filter(line -> pattern.matcher(line).find())
                .toList();
    }

    /** Waits until the expression is found in a line since the mark; the log comes over a pipe, a little late. */
    public Matcher await(Mark mark, String regex) {
        return await(mark, regex, PATIENCE);
    }

    public synchronized Matcher await(Mark mark, String regex, Duration atMost) {
        Pattern pattern = Pattern.compile(regex);
        Instant end = Instant.now().plus(atMost);
        int next = mark.line();
        while (true) {
            for (; next < lines.size(); next++) {
                Matcher matcher = pattern.matcher(lines.get(next));
                if (matcher.find()) {
                    return matcher;
                }
            }
            long left = Duration.between(Instant.now(), end).toMillis();
            if (left <= 0) {
                throw new AssertionError("No line like /" + regex + "/ in the server's log:\n" + since(mark));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for /" + regex + "/", e);
            }
        }
    }

    /** Tells the listener of every line from now on, in the thread that reads them. */
    public void onLine(Consumer<String> listener) {
        listeners.add(listener);
    }

    public Path file() {
        return file;
    }

    /** Reads a process's output to its end, in a thread of its own. */
    void follow(InputStream output) {
        reader = new Thread(() -> read(output), "read-" + file.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until all that an ended process has printed is here. */
    void awaitEnd() {
        try {
            reader.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream output) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
                BufferedWriter out =
                        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                add(line);
                for (Consumer<String> listener : listeners) {
                    listener.accept(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Lost the server's output", e);
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }
}
