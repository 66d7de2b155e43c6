package dev.lazymigration.admin;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.Stretch;
import dev.lazymigration.migration.MigrationLog;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A whole list as a table, written while it is read. However long it is, a stretch of it is in memory, and each is read in
 * a transaction of its own: a caller who takes his time keeps nothing open in the database.
 *
 * <p>A part of the list must not pass for all of it, so its last line says when it is one. Nothing is thrown then, because
 * Keycloak's REST server would cut the connection, and with it what still waits to be sent: the last line would be lost to a
 * slow reader. To one who speaks HTTP/1.0, as many a proxy does, the cut looks like the end, and others may get a proper end
 * before it (VertxOutputStream of Quarkus 3.33).
 */
final class WholeTable<T> implements StreamingOutput {

    /** How many lines are read at a time. */
    static final int STRETCH = 1_000;

    private static final String NOT_COMPLETE =
            "This list is not complete: the server could not read it to its end. Its log says why.\r\n";

    private final AdminCall call;
    private final CsvTable<T> table;
    private final Source<T> source;

    /** @param call who asks, and of which provider */
    WholeTable(AdminCall call, CsvTable<T> table, Source<T> source) {
        this.call = call;
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
        MigrationLog log = new MigrationLog(call.realm(), call.provider());
        // It would be open until all is written, and the server would roll it back after five minutes.
        call.session().getTransactionManager().commit();
        KeycloakSessionFactory factory = call.session().getKeycloakSessionFactory();
        Stretch<T> stretch = read(factory, Optional.empty());
        Writer writer = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        writer.write(table.head());
        write(stretch, writer);
        try {
            while (stretch.next().isPresent()) {
                stretch = read(factory, stretch.next());
                write(stretch, writer);
            }
        } catch (RuntimeException e) {
            log.tableBrokenOff(e);
            writer.write(NOT_COMPLETE);
            writer.flush();
        }
    }

    private Stretch<T> read(KeycloakSessionFactory factory, Optional<Bookmark> from) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            Stretch<T> stretch = source.read(own, from);
            if (!isThere(own)) {
                throw new NotFoundException("The provider was deleted meanwhile, and its lists with it");
            }
            return stretch;
        });
    }

    private boolean isThere(KeycloakSession own) {
        RealmModel realm = own.realms().getRealm(call.realm().getId());
        return realm != null && realm.getComponent(call.providerId()) != null;
    }

    private void write(Stretch<T> stretch, Writer writer) throws IOException {
        writer.write(table.rows(stretch.lines()));
        writer.flush();
    }
}
