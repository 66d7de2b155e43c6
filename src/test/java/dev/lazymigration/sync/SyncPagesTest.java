package dev.lazymigration.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SyncPagesTest {

    private static final int PAGE_SIZE = 2;

    private final SyncPages pages = new SyncPages();
    private final ListQuery first = new ListQuery(1, PAGE_SIZE, Optional.empty(), Optional.empty());

    private static LegacyPage page(String cursor, String... ids) {
        return page(OptionalLong.empty(), Optional.ofNullable(cursor), List.of(ids));
    }

    private static LegacyPage pageOfThree(String... ids) {
        return page(OptionalLong.of(3), Optional.empty(), List.of(ids));
    }

    private static LegacyPage page(OptionalLong total, Optional<String> cursor, List<String> ids) {
        return new LegacyPage(
                total,
                ids.stream()
                        .map(id -> LegacyPage.Row.of(new LegacyUser(id, Map.of("id", id))))
                        .toList(),
                cursor);
    }

    private static ListQuery second(String cursor) {
        return new ListQuery(2, PAGE_SIZE, Optional.ofNullable(cursor), Optional.empty());
    }

    @Test
    void aCursorLeadsToTheNextPageAndNoneAfterItIsTheEnd() {
        assertThat(pages.after(page("\"b\"", "1", "2"), first))
                .isEqualTo(new SyncPages.Next.Page(Optional.of("\"b\"")));
        assertThat(pages.after(page(null, "3"), second("\"b\""))).isEqualTo(new SyncPages.Next.End(false));
    }

    @Test
    void whoHasLostHisClaimAsksNoMore() {
        AtomicInteger asked = new AtomicInteger();
        RequestContext context = new RequestContext("realm", "acme", null, null, null, null);

        assertThatThrownBy(() -> pages.read(
                        (query, request) -> {
                            asked.incrementAndGet();
                            throw new ClaimLostException();
                        },
                        first,
                        context))
                .isInstanceOf(ClaimLostException.class);

        assertThat(asked).hasValue(1);
    }

    @Test
    void aCursorThatStandsStillIsAnErrorAndNoEndlessLoop() {
        assertThat(pages.after(page("\"b\"", "3", "4"), second("\"b\"")))
                .isInstanceOfSatisfying(SyncPages.Next.Lost.class, lost -> assertThat(lost.problem())
                        .contains("the cursor that it was given"));
    }

    private SyncPages.Next afterMany(int count, String... ids) {
        SyncPages.Next next = new SyncPages.Next.Page(Optional.empty());
        for (int number = 1; number <= count; number++) {
            assertThat(next).as("before page %d", number).isInstanceOf(SyncPages.Next.Page.class);
            next = pages.after(page("\"after " + number + '"', ids), second("\"before " + number + '"'));
        }
        return next;
    }

    private static void assertLostByCursor(SyncPages.Next next) {
        assertThat(next).isInstanceOfSatisfying(SyncPages.Next.Lost.class, lost -> assertThat(lost.problem())
                .contains("100 pages in a row", "return none once there is nothing after it"));
    }

    @Test
    void aCursorThatMovesOnForEverBehindTheLastUserIsAnErrorAndNoEndlessLoop() {
        assertLostByCursor(afterMany(100));
    }

    @Test
    void aCursorThatMovesOnForEverWithTheSameUsersIsAnErrorAndNoEndlessLoop() {
        pages.after(page("\"b\"", "1", "2"), first);

        assertLostByCursor(afterMany(100, "1", "2"));
    }

    @Test
    void aListMayHaveSomeEmptyPagesBetweenItsUsers() {
        for (int user = 1; user <= 3; user++) {
            assertThat(afterMany(99)).isInstanceOf(SyncPages.Next.Page.class);
            pages.after(page("\"b\"", "user " + user), second("\"a\""));
        }
    }

    @Test
    void rowsThatAreNoUsersAreNotTakenForTheSameOnes() {
        LegacyPage unusable = new LegacyPage(
                OptionalLong.empty(), List.of(LegacyPage.Row.unusable("it has no id")), Optional.of("\"b\""));

        for (int number = 1; number <= 200; number++) {
            assertThat(pages.after(unusable, second("\"a\""))).isInstanceOf(SyncPages.Next.Page.class);
        }
    }

    @Test
    void withoutACursorPagesAreCountedUntilOneIsEmpty() {
        assertThat(pages.after(page(null, "1", "2"), first)).isEqualTo(new SyncPages.Next.Page(Optional.empty()));
        assertThat(pages.after(page(null, "3"), second(null)))
                .as("a page that is not full may be one of a script with a limit of its own")
                .isEqualTo(new SyncPages.Next.Page(Optional.empty()));
        assertThat(pages.after(page(null), second(null))).isEqualTo(new SyncPages.Next.End(false));
    }

    @Test
    void aScriptThatKnowsNoPagesAndReturnsEverybodyAgainHasComeToTheEnd() {
        pages.after(page(null, "1"), first);
        assertThat(pages.after(page(null, "1"), second(null)))
                .as("fewer than were asked for")
                .isEqualTo(new SyncPages.Next.End(true));
        pages.after(pageOfThree("1", "2", "3"), first);
        assertThat(pages.after(pageOfThree("1", "2", "3"), second(null)))
                .as("all there are")
                .isEqualTo(new SyncPages.Next.End(true));
    }

    @Test
    void aScriptThatCutsItsListOffAndHeedsNoPageIsAnErrorAndNoEnd() {
        pages.after(page(null, "1", "2"), first);

        assertThat(pages.after(page(null, "1", "2"), second(null)))
                .isInstanceOfSatisfying(SyncPages.Next.Lost.class, lost -> assertThat(lost.problem())
                        .contains("the same users for page 2", "query.page"));
    }

    @Test
    void aLegacySystemThatDoesNotAnswerIsAskedAgain() {
        List<Integer> asked = new ArrayList<>();

        ListOutcome outcome = pages.read(
                (query, context) -> {
                    asked.add(query.page());
                    return asked.size() < 2
                            ? new ListOutcome.Unavailable("not yet")
                            : new ListOutcome.Listed(page(null, "1"));
                },
                first,
                new RequestContext("id", "realm", null, null, null, null));

        assertThat(asked).containsExactly(1, 1);
        assertThat(outcome).isEqualTo(new ListOutcome.Listed(page(null, "1")));
    }

    @Test
    void aScriptThatIsWrongIsAskedOnce() {
        List<Integer> asked = new ArrayList<>();

        ListOutcome outcome = pages.read(
                (query, context) -> {
                    asked.add(query.limit());
                    return new ListOutcome.Broken("wrong");
                },
                first,
                new RequestContext("id", "realm", null, null, null, null));

        assertThat(asked).containsExactly(PAGE_SIZE);
        assertThat(outcome).isEqualTo(new ListOutcome.Broken("wrong"));
    }
}
