package dev.lazymigration.admin;

import dev.lazymigration.ledger.FailureFilter;
import dev.lazymigration.ledger.FailureGroup;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong, as a list. What scripts have printed, whole rows perhaps, is for those who may change them.
 *
 * @param call who asks for it
 * @param filter which lines are wanted
 */
record FailureList(AdminCall call, FailureFilter filter) {

    private static final String NAME = "failures";

    /** @param part empty for the whole list, as a table */
    Response answer(ListForm form, Optional<Page> part) {
        boolean withConsole = call.permissions().realm().canManageRealm();
        return part.map(page -> form.answer(NAME, lines(page, withConsole), FailureRepresentation.TABLE))
                .orElseGet(() -> ListForm.file(NAME, whole(withConsole)));
    }

    private List<FailureRepresentation> lines(Page page, boolean withConsole) {
        return representations(
                JpaMigrationFailures.of(call.session()).list(call.providerId(), filter, page), withConsole);
    }

    private WholeTable<FailureRepresentation> whole(boolean withConsole) {
        String providerId = call.providerId();
        return new WholeTable<>(call, FailureRepresentation.TABLE, (own, from) -> JpaMigrationFailures.of(own)
                .read(providerId, filter, from, WholeTable.STRETCH)
                .with(failures -> representations(failures, withConsole)));
    }

    private static List<FailureRepresentation> representations(List<FailureGroup> failures, boolean withConsole) {
        return failures.stream()
                .map(FailureRepresentation::of)
                .map(failure -> withConsole ? failure : failure.withoutConsole())
                .toList();
    }
}
