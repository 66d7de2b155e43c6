package dev.lazymigration.admin;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.Stretch;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A whole list as a table, written while it is read. However long it is, a stretch of it is in memory, and each is read in
 * a transaction of its own: a caller who takes his time keeps nothing open in the database.
 *
 * <p>What fails after the first stretch is thrown, and the stream never closed here: so Keycloak's REST server cuts the
 * connection, and a part of the list does not pass for all of it.
 */
final class WholeTable<T> implements StreamingOutput {

    /** How many lines are read at a time. */
    static final int STRETCH = 1_000;

    private final KeycloakSession request;
    private final CsvTable<T> table;
    private final Source<T> source;

    /** @param request the session of the request */
    WholeTable(KeycloakSession request, CsvTable<T> table, Source<T> source) {
        this.request = request;
        this.table = table;
        this.source = source;
    }

    /** Reads the list. */
    @FunctionalInterface
    interface Source<T> {

        /**
         * The next {@link #STRETCH} lines.
         *
         * @param session with a transaction for them alone
         * @param from empty for the beginning
         */
        Stretch<T> read(KeycloakSession session, Optional<Bookmark> from);
    }

    @Override
    public void write(OutputStream output) throws IOException {
        // It would be open until all is written, and the server would roll it back after five minutes.
        request.getTransactionManager().commit();
        KeycloakSessionFactory factory = request.getKeycloakSessionFactory();
        Stretch<T> stretch = read(factory, Optional.empty());
        Writer writer = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        writer.write(table.head());
        write(stretch, writer);
        while (stretch.next().isPresent()) {
            stretch = read(factory, stretch.next());
            write(stretch, writer);
        }
    }

    private Stretch<T> read(KeycloakSessionFactory factory, Optional<Bookmark> from) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> source.read(own, from));
    }

    private void write(Stretch<T> stretch, Writer writer) throws IOException {
        writer.write(table.rows(stretch.lines()));
        writer.flush();
    }
}
