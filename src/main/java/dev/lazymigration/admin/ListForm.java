package dev.lazymigration.admin;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** In which form a caller wants a list. */
enum ListForm {
    JSON(MediaType.APPLICATION_JSON_TYPE),
    CSV(new MediaType("text", "csv", "utf-8"));

    /** The media type of {@link #CSV}. */
    static final String CSV_TYPE = "text/csv";

    private final MediaType type;

    ListForm(MediaType type) {
        this.type = type;
    }

    /** The word for it in an address. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one that the address names, or else the one that the caller likes best.
     *
     * @param named what the address says
     * @param liked what the caller accepts, the best first
     */
    static ListForm wanted(Optional<ListForm> named, List<MediaType> liked) {
        return named.orElseGet(() -> liked.stream()
                .flatMap(range -> Stream.of(values()).filter(form -> range.isCompatible(form.type)))
                .findFirst()
                .orElse(JSON));
    }

    /**
     * The answer.
     *
     * @param name of the list, for the file as which a browser saves a table
     * @param table of the lines
     */
    <T> Response answer(String name, List<T> lines, Function<List<T>, CsvTable> table) {
        if (this == JSON) {
            return Response.ok(lines, type).build();
        }
        return Response.ok(table.apply(lines).toString(), type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lazy-migration-" + name + ".csv\"")
                .build();
    }
}
