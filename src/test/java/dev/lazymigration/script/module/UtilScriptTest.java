package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtilScriptTest {

    private final NodeScript script = NodeScript.on(List.of());

    @Test
    void promisifies() {
        assertThat(script.value("const util = require('util');"
                        + "const calls = [(x, cb) => cb(null, x + 1), function (x, cb) { cb(new Error('no ' + x)); }]"
                        + ".map(util.promisify);"
                        + "const owner = { base: 40, add: function (x, cb) { cb(null, this.base + x); } };"
                        + "owner.later = util.promisify(owner.add);"
                        + "const failed = await calls[1](5).catch((e) => e.message);"
                        + "return [await calls[0](1), failed, await owner.later(2)];"))
                .asString()
                .isEqualTo("[2, no 5, 42]");
    }

    @Test
    void promisifiesTimers() {
        assertThat(script.value("const { promisify } = require('util'); const sleep = promisify(setTimeout);"
                        + "return [await sleep(1, 'slept'), await promisify(setImmediate)('now')];"))
                .isEqualTo(List.of("slept", "now"));
    }

    @Test
    void promisifiesFunctionsOnly() {
        assertThat(script.error("require('util').promisify('text')"))
                .asString()
                .startsWith("The \"original\" argument must be of type function");
    }

    @Test
    void callbackifies() {
        assertThat(script.value("const util = require('util');"
                        + "const ok = util.callbackify(async (x) => x * 2); const bad = util.callbackify(async () => {"
                        + " throw new Error('no'); });"
                        + "const first = await new Promise((r) => ok(4, (e, v) => r([e, v])));"
                        + "return [first, await new Promise((r) => bad((e) => r(e.message)))];"))
                .asString()
                .isEqualTo("[[null, 8], no]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "util.format('%s is %d, %j %% %i', 'x', '4', { a: 1 }, 3.7, 'rest'); x is 4, {\"a\":1} % 3 rest",
                "util.format({ a: [1, 'b'] }, null); { a: [ 1, 'b' ] } null",
                "util.inspect({ a: { b: { c: { d: 1 } } }, 'x-y': undefined }); { a: { b: { c: [Object] } }, 'x-y': undefined }",
                "util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: null }); { a: { b: { c: { d: 1 } } } }",
                "util.inspect(Buffer.from('ab')); <Buffer 61 62>",
                "util.inspect(new Date(0)); 1970-01-01T00:00:00.000Z",
                "[{}].map((a) => (a.b = { a }, util.inspect(a)))[0]; { b: { a: [Circular *1] } }",
                "String(util.isDeepStrictEqual({ a: [1, new Date(1)] }, { a: [1, new Date(1)] })); true",
                "String(util.isDeepStrictEqual({ a: [1] }, { a: ['1'] })); false",
                "String(util.types.isDate(new Date()) && util.types.isPromise(Promise.resolve())); true",
                "new util.TextEncoder().encode('é').join(); 195,169",
            })
    void knows(String expression, String expected) {
        assertThat(script.value("const util = require('util'); return " + expression))
                .isEqualTo(expected);
    }

    @Test
    void inherits() {
        assertThat(script.value("const util = require('util'); const EventEmitter = require('events');"
                        + "function Door() { EventEmitter.call(this); } util.inherits(Door, EventEmitter);"
                        + "let heard; const door = new Door(); door.on('knock', (who) => { heard = who; });"
                        + "door.emit('knock', 'me'); return [heard, Door.super_ === EventEmitter];"))
                .isEqualTo(List.of("me", true));
    }
}
