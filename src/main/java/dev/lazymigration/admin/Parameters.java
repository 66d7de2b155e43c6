package dev.lazymigration.admin;

import dev.lazymigration.closing.Stragglers;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.Page;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.services.ErrorResponse;

/** Reads the words and numbers of a request. What cannot be read is the caller's error, and he is told what can. */
final class Parameters {

    private static final int USUAL_PAGE = 100;
    private static final int LONGEST_PAGE = 1_000;

    private Parameters() {}

    /**
     * Which part of a list is wanted: a page, or the whole of it, which only a table can be.
     *
     * @param first null when it is not said
     * @param max null when it is not said
     * @return empty for the whole list
     */
    static Optional<Page> part(ListForm form, Integer first, Integer max) {
        if (form == ListForm.CSV && first == null && max == null) {
            return Optional.empty();
        }
        return Optional.of(page(first == null ? 0 : first, max == null ? USUAL_PAGE : max));
    }

    private static Page page(int first, int max) {
        if (first < 0) {
            throw invalid("first", "0 or more");
        }
        if (max < 0 || max > LONGEST_PAGE) {
            throw invalid("max", "0 to " + LONGEST_PAGE);
        }
        return new Page(first, max);
    }

    static Optional<MigrationMethod> method(String given) {
        return oneOf("method", given, MigrationMethod.values(), MigrationMethod::label);
    }

    static Optional<FailureKind> kind(String given) {
        return oneOf("kind", given, FailureKind.values(), FailureKind::label);
    }

    static Optional<Stragglers> stragglers(String given) {
        return oneOf("stragglers", given, Stragglers.values(), Stragglers::label);
    }

    static Optional<ListForm> form(String given) {
        return oneOf("format", given, ListForm.values(), ListForm::label);
    }

    static Optional<Boolean> flag(String name, String given) {
        return oneOf(name, given, new Boolean[] {true, false}, String::valueOf);
    }

    /** @return the number, which is 1 at least */
    static int within(String name, int given, int most) {
        if (given < 1 || given > most) {
            throw invalid(name, "1 to " + most);
        }
        return given;
    }

    private static <T> Optional<T> oneOf(String name, String given, T[] values, Function<T, String> label) {
        if (given == null) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(values)
                .filter(value -> label.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> invalid(name, Stream.of(values).map(label).collect(Collectors.joining(", ")))));
    }

    private static RuntimeException invalid(String name, String allowed) {
        return ErrorResponse.error(name + " has to be one of: " + allowed, Response.Status.BAD_REQUEST);
    }
}
