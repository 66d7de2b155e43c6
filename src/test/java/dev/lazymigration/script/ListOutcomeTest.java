package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyPage.Row;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListOutcome.Broken;
import dev.lazymigration.legacy.ListOutcome.Listed;
import dev.lazymigration.legacy.ListOutcome.Unavailable;
import dev.lazymigration.legacy.ListQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListOutcomeTest {

    private static final ListQuery THIRD_PAGE = new ListQuery(3, 20, Optional.empty(), Optional.empty());

    private final Scripts scripts = Scripts.with(new FakeHost());

    private ListOutcome listed(String body) {
        return scripts.list("async function listUsers(query, context) { " + body + " }", THIRD_PAGE);
    }

    private static LegacyPage page(ListOutcome outcome) {
        if (outcome instanceof Listed listed) {
            return listed.page();
        }
        throw new AssertionError("No page: " + outcome);
    }

    private LegacyPage page(String body) {
        return page(listed(body));
    }

    @Nested
    class WhatItIsAsked {

        private Object seen(ListQuery query) {
            LegacyPage page = page(scripts.list(
                    """
                    async function listUsers(query, context) {
                      return [{ id: 1, keys: Object.keys(query), page: query.page, limit: query.limit, cursor: query.cursor,
                        since: query.since instanceof Date && query.since.toISOString(),
                        realm: context.userPoolName, app: context.appId, arguments: arguments.length }];
                    }""",
                    query));
            return page.rows().get(0).user().orElseThrow().profile();
        }

        @Test
        void onTheFirstPageItHasNeitherACursorNorADate() {
            assertThat(seen(new ListQuery(1, 200, Optional.empty(), Optional.empty())))
                    .hasToString("{id=1, keys=[page, limit], page=1, limit=200, since=false, realm=acme, app=null,"
                            + " arguments=2}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"\"abc\"|abc", "17|17", "{\"after\":[1,\"x\"]}|{after=[1, x]}", "true|true", "0|0"})
        void itGetsTheCursorAsItGaveItAndTheTimeAsADate(String cursor, String seen) {
            assertThat(seen(new ListQuery(
                            2, 50, Optional.of(cursor), Optional.of(Instant.parse("2026-02-03T04:05:06.789Z")))))
                    .hasToString("{id=1, keys=[page, limit, cursor, since], page=2, limit=50, cursor=" + seen
                            + ", since=2026-02-03T04:05:06.789Z, realm=acme, app=null, arguments=2}");
        }

        @Test
        void aScriptWithThreeParametersIsCalledAsInAuthing() {
            assertThat(page(scripts.list(
                            """
                            async function listUsers(page, limit, context) {
                              return { totalCount: limit, list: [{ id: page + 1, of: context.userPoolName }] };
                            }""",
                            THIRD_PAGE)))
                    .isEqualTo(new LegacyPage(
                            OptionalLong.of(20),
                            List.of(Row.of(new LegacyUser("4", Map.of("id", 4, "of", "acme")))),
                            Optional.empty()));
            assertThat(page(scripts.list("async (query, context, helpers = {}) => [{ id: query.page }]", THIRD_PAGE))
                            .rows())
                    .containsExactly(Row.of(new LegacyUser("3", Map.of("id", 3))));
        }

        @Test
        void aCursorComesBackAsItWasGiven() {
            Optional<String> cursor = page("return { list: [], cursor: { after: '7\\u2028', n: [1.5, null] } };")
                    .cursor();

            assertThat(cursor).isPresent();
            assertThat(seen(new ListQuery(2, 50, cursor, Optional.empty())))
                    .asString()
                    .contains("cursor={after=7\u2028, n=[1.5, null]}");
        }
    }

    @Nested
    class WhatAPageIs {

        @Test
        void itHasATotalRowsAndACursor() {
            assertThat(page("return { totalCount: 41, list: [{ id: 7, email: 'a@example.org' }, { user_id: 'x' }],"
                            + " cursor: 'next' };"))
                    .isEqualTo(new LegacyPage(
                            OptionalLong.of(41),
                            List.of(
                                    Row.of(new LegacyUser("7", Map.of("id", 7, "email", "a@example.org"))),
                                    Row.of(new LegacyUser("x", Map.of("user_id", "x")))),
                            Optional.of("\"next\"")));
        }

        @Test
        void anArrayIsAPageWithoutATotal() {
            assertThat(page("return [{ id: 7 }];"))
                    .isEqualTo(new LegacyPage(
                            OptionalLong.empty(),
                            List.of(Row.of(new LegacyUser("7", Map.of("id", 7)))),
                            Optional.empty()));
            assertThat(page("return [];").rows()).isEmpty();
        }

        @Test
        void itMayHaveMoreRowsThanWereAskedFor() {
            assertThat(page("return Array.from({ length: 500 }, (x, i) => ({ id: i + 1 }));")
                            .rows())
                    .hasSize(500)
                    .allMatch(row -> row.user().isPresent());
        }

        @ParameterizedTest
        @CsvSource({"41, 41", "0, 0", "'41', 41", "41n, 41", "1e6, 1000000", "2 ** 40, 1099511627776"})
        void aTotalIsAWholeNumberAlsoAsTheTextThatDriversMakeOfIt(String given, long total) {
            assertThat(page("return { totalCount: " + given + ", list: [] };").total())
                    .hasValue(total);
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "undefined"})
        void itMayHaveNoTotal(String given) {
            assertThat(page("return { totalCount: " + given + ", list: [] };").total())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "1.5", "NaN", "Infinity", "'many'", "''+-1", "true", "[1]", "{}", "1e30"})
        void aTotalThatCountsNothingIsAMistakeOfTheScript(String total) {
            assertThat(listed("return { totalCount: " + total + ", list: [] };"))
                    .isEqualTo(new Broken("the totalCount of the page is not a whole number from 0 up"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "undefined", "''", "false", "NaN"})
        void aCursorThatLeadsNowhereIsNone(String cursor) {
            assertThat(page("return { list: [], cursor: " + cursor + " };").cursor())
                    .isEmpty();
        }

        @Test
        void aCursorMayBeLongButNotAsLongAsAnything() {
            assertThat(page("return { list: [], cursor: 'x'.repeat(1998) };").cursor())
                    .hasValueSatisfying(cursor -> assertThat(cursor).hasSize(LegacyPage.LONGEST_CURSOR));
            assertThat(listed("return { list: [], cursor: 'x'.repeat(1999) };"))
                    .isEqualTo(new Broken("the cursor of the page is longer than 2000 characters of JSON"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "return { totalCount: 1 };|the page has no list: it needs list, an array of profiles",
                    "return { totalCount: 1, list: { id: 7 } };|the page has no list: it needs list, an array of profiles",
                    "return { id: 7 };|the page has no list: it needs list, an array of profiles",
                    "return null;|the script returned nothing where a page of users is expected",
                    "|the script returned nothing where a page of users is expected",
                    "return false;|the script returned the boolean false where a page of users is expected",
                    "return 'all';|the script returned a string where a page of users is expected",
                    "return 7;|the script returned a number where a page of users is expected"
                })
        void whateverElseIsAMistakeOfTheScript(String body, String reason) {
            assertThat(listed(body == null ? "" : body)).isEqualTo(new Broken(reason));
        }
    }

    @Nested
    class WhatARowIs {

        private String problem(String row) {
            List<Row> rows = page("return [{ id: 1 }, " + row + ", { id: 3 }];").rows();
            assertThat(rows).hasSize(3);
            assertThat(rows.get(0).user()).isPresent();
            assertThat(rows.get(2).user()).isPresent();
            return rows.get(1).problem();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{ email: 'ada@example.org', password: 's3cret' }|(ada@example.org) has no id: it needs id or user_id",
                    "{ username: 'ada', hash: '$2a$' }|(ada) has no id: it needs id or user_id",
                    "{ email: ' ', preferred_username: 'ada' }|(ada) has no id: it needs id or user_id",
                    "{ hash: '$2a$' }|has no id: it needs id or user_id",
                    "{ id: '', email: 7 }|has no id: it needs id or user_id",
                    "null|is not a profile: it is nothing",
                    "undefined|is not a profile: it is nothing",
                    "7|is not a profile: it is a number",
                    "\"s3cret\"|is not a profile: it is a string",
                    "[1]|is not a profile: it is an array"
                })
        void oneWithoutAnIdNamesItsPlaceAndWhatPeopleFindItBy(String row, String problem) {
            assertThat(problem(row)).isEqualTo("row 2 of page 3 " + problem);
        }

        @Test
        void whatPeopleFindItByHoldsNoSecretAndNoLinesOfItsOwn() {
            scripts.env(Map.of("DB_PASSWORD", "hunter2"), "hunter2");

            assertThat(problem("{ email: 'ada+' + env.DB_PASSWORD + '@example.org\\nWARN' }"))
                    .isEqualTo("row 2 of page 3 (ada+***@example.org WARN) has no id: it needs id or user_id");
            assertThat(problem("{ email: 'x'.repeat(5000) }")).hasSizeLessThan(400);
        }

        @Test
        void oneThatIsTooLargeForAProfileSaysNothingAboutTheOthers() {
            scripts.within(RunLimits.DEFAULT.withProfileCharacters(1000));

            assertThat(problem("{ id: 2, email: 'ada@example.org', picture: 'x'.repeat(1000) }"))
                    .isEqualTo("row 2 of page 3 (ada@example.org) is larger than 1000 characters of JSON");
        }

        @Test
        void theIdsOfMongoDbAreReadInEachRow() {
            assertThat(page("const id = { toHexString: () => 'abc123', toJSON: () => null };"
                                    + " return { list: [{ id }, { user_id: id }] };")
                            .rows())
                    .extracting(row -> row.user().orElseThrow().id())
                    .containsExactly("abc123", "abc123");
        }

        @Test
        void datesAndHolesBecomeWhatJsonMakesOfThem() {
            assertThat(page("return { list: [{ id: 1, born: new Date(0), pet: undefined, f() {} }] };")
                            .rows())
                    .containsExactly(Row.of(new LegacyUser("1", Map.of("id", 1, "born", "1970-01-01T00:00:00.000Z"))));
            assertThat(page("return new Array(2);").rows()).hasSize(2);
        }
    }

    @Nested
    class WhatGoesWrong {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "throw new ServiceUnavailableError('down');",
                    "throw new Error('down');",
                    "throw 'down';",
                    "return Promise.reject(new Error('down'));",
                    "require('fake').fail('down');",
                    "try { require('fake').fail('down'); } catch (e) { throw new Error('other'); }",
                    "try { require('fake').fail('down'); } catch (e) { null.x; }",
                    "try { require('fake').fail('down'); } catch (e) { return []; }",
                    "try { require('fake').fail('down'); } catch (e) { return { totalCount: 0, list: [] }; }",
                    "try { require('fake').fail('down'); } catch (e) { return null; }",
                    "try { require('fake').fail('down'); } catch (e) { return { list: 7 }; }"
                })
        void whatCouldNotBeReachedIsNeverAnEmptyList(String body) {
            assertThat(listed(body))
                    .isInstanceOf(Unavailable.class)
                    .extracting("reason")
                    .asString()
                    .contains("down");
        }

        @Test
        void aScriptThatFindsAnotherWayHasAnswered() {
            assertThat(page("try { require('fake').fail('down'); } catch (e) { return [{ id: 7 }]; }")
                            .rows())
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null.x;",
                    "require('no-such-module');",
                    "return new Promise(() => {});",
                    "const row = { id: 1 }; row.row = row; return [row];",
                    "return { list: [], cursor: () => 1 };"
                })
        void aMistakeInTheScriptIsBroken(String body) {
            assertThat(listed(body)).isInstanceOf(Broken.class);
        }

        @Test
        void aRunIsOverAtItsTimeLimit() {
            scripts.within(Duration.ofMillis(300));

            assertThat(listed("for (;;) {}"))
                    .isEqualTo(new Unavailable("the script did not end within its time limit"));
        }

        @Test
        void aPageHasALimitOfItsOwn() {
            scripts.within(RunLimits.DEFAULT.withPageCharacters(10_000));
            String rows = "return Array.from({ length: %d }, (x, i) => ({ id: 'i'.repeat(91) }));";

            assertThat(page(rows.formatted(100)).rows()).hasSize(100);
            assertThat(listed(rows.formatted(101)))
                    .isEqualTo(new Broken("the page is larger than 10000 characters of JSON"));
        }

        @Test
        void aPageOfNothingButHolesIsNotReadForEver() {
            assertThat(listed("return new Array(50001);")).isEqualTo(new Broken("the page has more than 50000 rows"));
        }

        @Test
        void secretsAreTakenOutOfReasons() {
            scripts.env(Map.of("DB_PASSWORD", "hunter2"), "hunter2");

            assertThat(listed("throw new Error('no entry for ' + env.DB_PASSWORD);"))
                    .extracting("reason")
                    .asString()
                    .startsWith("no entry for ***");
        }

        @Test
        void theRunIsReportedAndConcernsNobodyInParticular() {
            listed("console.log('page', query.page); throw new Error('down');");

            RunReport report = scripts.reports().get(0);
            assertThat(report.slot()).isEqualTo(ScriptSlot.LIST_USERS);
            assertThat(report.legacyId()).isNull();
            assertThat(report.outcome()).isEqualTo("Unavailable");
            assertThat(report.isTrouble()).isTrue();
            assertThat(report.console()).containsExactly("log: page 3");
        }
    }

    @Test
    void aPageOfAThousandRowsWithTwentyFieldsFitsTheUsualLimits() {
        assertThat(
                        page("""
                        return { totalCount: 1000, list: Array.from({ length: 1000 }, (x, i) => {
                          const row = { id: i + 1 };
                          for (let field = 0; field < 20; field++) { row['field_' + field] = 'a value of some length ' + i; }
                          return row;
                        }) };""")
                                .rows())
                .hasSize(1000)
                .allMatch(row -> row.user().isPresent());
    }

    @Test
    void itsFunctionIsFoundByNameAmongOthers() {
        assertThat(page(scripts.list(
                                """
                        function listUsers(query) { return [row(query.page)]; }
                        function row(id) { return { id }; }""",
                                THIRD_PAGE))
                        .rows())
                .containsExactly(Row.of(new LegacyUser("3", Map.of("id", 3))));
    }

    @Nested
    class InTheStyleOfAuth0 {

        private ListOutcome inAuth0(String script) {
            return scripts.in(ScriptDialect.AUTH0).list(script, THIRD_PAGE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function listUsers(query, callback) { callback(null, { list: [{ user_id: 3, id: 9 }] }); }",
                    "(query, callback) => setTimeout(() => callback(null, [{ user_id: query.page }]), 1)",
                    "function (query, context, callback) { callback(null, [{ user_id: 3, of: context.userPoolName }]); }",
                    "async function (query, callback) { callback(null, [{ user_id: 3 }]); return [{ user_id: 4 }]; }",
                    "async function (query, callback) { setTimeout(() => callback(null, [{ user_id: 3 }]), 1); }",
                    "async function (query, callback) { setTimeout(() => callback(null, [{ user_id: 3 }]), 1); return { rows: 1 }; }",
                    "async (query, context, callback) => ({ list: [{ user_id: 3 }] })",
                    "async (query, callback) => [{ user_id: 3 }]",
                    "async (query) => ({ list: [{ user_id: query.page }] })",
                    "function (query) { return [{ user_id: 3 }]; }",
                    "function (query, callback) { return { list: [{ user_id: 3 }] }; }"
                })
        void thePageIsGivenToTheCallbackOrReturned(String script) {
            assertThat(page(inAuth0(script)).rows())
                    .singleElement()
                    .extracting(row -> row.user().orElseThrow().id())
                    .isEqualTo("3");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function (query, callback) { callback(new Error('down')); }",
                    "function (query, callback) { callback('down'); callback(null, []); }",
                    "function (query, callback) { callback(new WrongUsernameOrPasswordError('x', 'down')); }",
                    "async (query, callback) => { throw new Error('down'); }",
                    "async (query) => { throw new Error('down'); }",
                    "function (query, callback) { require('fake').fail('down'); }"
                })
        void anErrorForTheCallbackOrOneThatIsThrownSaysThatItCannotTell(String script) {
            assertThat(inAuth0(script))
                    .isInstanceOf(Unavailable.class)
                    .extracting("reason")
                    .asString()
                    .contains("down");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function (query, callback) {}",
                    "async (query, callback) => {}",
                    "async (query, callback) => ({ totalCount: 3 })"
                })
        void aFunctionThatForgetsItsCallbackIsBroken(String script) {
            assertThat(inAuth0(script)).isEqualTo(new Broken("the script never called its callback"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"async (query) => ({ totalCount: 3 })", "function (query) { return { totalCount: 3 }; }"})
        void whatAFunctionWithoutACallbackReturnsIsItsAnswerWhateverThatIs(String script) {
            assertThat(inAuth0(script))
                    .isEqualTo(new Broken("the page has no list: it needs list, an array of profiles"));
        }
    }
}
