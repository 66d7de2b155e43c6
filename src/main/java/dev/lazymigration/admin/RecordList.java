package dev.lazymigration.admin;

import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.RecordFilter;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.migration.jpa.Usernames;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * Who was migrated, as a list.
 *
 * @param call who asks for it
 * @param filter which lines are wanted
 */
record RecordList(AdminCall call, RecordFilter filter) {

    private static final String NAME = "records";

    /** The answer with nobody in it. */
    static Response nobody(ListForm form) {
        return form.answer(NAME, List.of(), RecordRepresentation.TABLE);
    }

    /** @param part empty for the whole list, as a table */
    Response answer(ListForm form, Optional<Page> part) {
        return part.map(page -> form.answer(NAME, lines(page), RecordRepresentation.TABLE))
                .orElseGet(() -> ListForm.file(NAME, whole()));
    }

    private List<RecordRepresentation> lines(Page page) {
        return named(
                call.session(),
                call.realm().getId(),
                JpaMigrationLedger.of(call.session()).list(call.providerId(), filter, page));
    }

    private WholeTable<RecordRepresentation> whole() {
        String realmId = call.realm().getId();
        String providerId = call.providerId();
        return new WholeTable<>(call, RecordRepresentation.TABLE, (own, from) -> JpaMigrationLedger.of(own)
                .read(providerId, filter, from, WholeTable.STRETCH)
                .with(records -> named(own, realmId, records)));
    }

    private static List<RecordRepresentation> named(
            KeycloakSession session, String realmId, List<MigrationRecord> records) {
        Map<String, String> names = new Usernames(session, realmId)
                .of(records.stream().map(MigrationRecord::userId).toList());
        return records.stream()
                .map(migrated -> RecordRepresentation.of(migrated, Optional.ofNullable(names.get(migrated.userId()))))
                .toList();
    }
}
