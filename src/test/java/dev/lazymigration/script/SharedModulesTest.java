package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of modules that are evaluated once for all runs: what one run does to them is not seen in the next. */
class SharedModulesTest {

    private final Scripts scripts = Scripts.with();

    @Test
    void haveTypeParsersThatAreSetForOneRunOnly() {
        assertSameTwice(
                """
                () => {
                  const { types } = require('pg');
                  const seen = [types.getTypeParser(23)('5'), types.getTypeParser(9999)('x'), types.builtins.INT4];
                  types.setTypeParser(23, () => 'changed');
                  types.setTypeParser(9999, () => 'new');
                  seen.push(types.getTypeParser(23)('5'), types.getTypeParser(9999)('x'));
                  return { id: JSON.stringify(seen) };
                }""",
                "[5,\"x\",23,\"changed\",\"new\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types.builtins",
                "types.getTypeParser(23)",
                "types.getTypeParser(1007)",
                "types.getTypeParser(1186)",
                "Object.getPrototypeOf(types.getTypeParser(1186)('1 day'))",
                "Object.getPrototypeOf(types.getTypeParser(1186)('1 day')).toPostgres",
                "types.getTypeParser(1186)('1 day').constructor",
                "require('pg').Client.prototype.query",
                "require('pg').Pool.prototype._borrow",
                "require('pg').Result",
                "require('pg').Result.prototype",
                "require('events').prototype.on",
                "require('events').init",
                "require('events').once.prototype",
                "Object.defineProperty",
                "Array.prototype.map",
                "Promise.prototype.then",
                "$jscomp",
                "$jscomp.asyncExecutePromiseGeneratorProgram",
                "$jscomp.closing",
                "Object.getPrototypeOf($jscomp.closing(new Set()))",
                "Object.getPrototypeOf($jscomp.makeIterator([]))",
                "WeakRef.prototype",
                "Engine$Error",
                "Error.prototype",
                "TypeError"
            })
    void canNotBeUsedToLeaveSomethingBehind(String object) {
        assertSameTwice(
                """
                () => {
                  const { types } = require('pg');
                  const target = %s;
                  const before = typeof target.left;
                  [() => { target.left = 1; },
                   () => { Object.defineProperty(target, 'left', { value: 1 }); },
                   () => { $jscomp.withName(target, 'left'); },
                   () => { $jscomp.withLength(target, 77, 'left'); },
                   () => { $jscomp.construct(function () { return target; }, [], Map); }
                  ].forEach((attempt) => { try { attempt(); } catch (e) { } });
                  return { id: before + target.name + target.length + Object.getPrototypeOf(target).left };
                }"""
                        .formatted(object),
                null);
    }

    @Test
    void haveClassesThatAreChangedForOneRunOnly() {
        assertSameTwice(
                """
                () => {
                  const EventEmitter = require('events');
                  const pg = require('pg');
                  const seen = () => [
                    EventEmitter.defaultMaxListeners, new EventEmitter().getMaxListeners(), typeof EventEmitter.prototype.left,
                    pg.defaults.port, typeof new pg.Client().left, pg.Client.prototype.escapeLiteral('a'),
                    new pg.Pool() instanceof EventEmitter, new pg.Client().constructor === pg.Client,
                  ].join();
                  const before = seen();
                  EventEmitter.defaultMaxListeners = 3;
                  EventEmitter.prototype.left = () => 1;
                  pg.defaults.port = 5433;
                  pg.Client.prototype.escapeLiteral = () => 'changed';
                  return { id: before + ' ' + seen() };
                }""",
                "10,10,undefined,5432,undefined,'a',true,true 3,3,function,5433,function,changed,true,true");
    }

    @Test
    void letAPoolUseTheClientsOfItsRun() {
        assertSameTwice(
                """
                async () => {
                  const pg = require('pg');
                  const borrowed = [];
                  pg.Client.prototype._connect = function () { borrowed.push(this instanceof pg.Client); return this; };
                  await new pg.Pool().connect();
                  return { id: borrowed.join() };
                }""",
                "true");
    }

    private void assertSameTwice(String script, String expected) {
        try (ScriptedDirectory directory = scripts.directory("() => null", script)) {
            LookupOutcome first = directory.find(LegacyQuery.byId("1"), Scripts.CONTEXT);
            assertThat(first).isInstanceOf(LookupOutcome.Found.class);
            if (expected != null) {
                assertThat(first).extracting("user.id").isEqualTo(expected);
            } else {
                assertThat(first)
                        .extracting("user.id")
                        .asString()
                        .startsWith("undefined")
                        .doesNotContain("left");
            }
            assertThat(directory.find(LegacyQuery.byId("1"), Scripts.CONTEXT)).isEqualTo(first);
        }
    }
}
