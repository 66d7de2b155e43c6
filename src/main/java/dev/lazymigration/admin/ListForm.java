package dev.lazymigration.admin;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
     * @param table for whoever wants one
     */
    <T> Response answer(String name, List<T> lines, CsvTable<T> table) {
        return this == JSON ? Response.ok(lines, type).build() : file(name, table.text(lines));
    }

    /**
     * The answer with a table.
     *
     * @param table its text, or who writes it
     */
    static Response file(String name, Object table) {
        return Response.ok(table, CSV.type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lazy-migration-" + name + ".csv\"")
                .build();
    }
}
