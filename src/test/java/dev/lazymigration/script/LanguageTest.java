package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    private final Scripts scripts = Scripts.with();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    (async () => (await Promise.all([1, 2].map(async (n) => n * 2))).join())() ==> 2,4
                    (() => { class A { constructor(x) { this.x = x; } get y() { return this.x + 1; } static z() { return 5; } } class B extends A { constructor() { super(3); } } return '' + new B().y + B.z(); })() ==> 45
                    (() => { class Bad extends Error { constructor(m) { super(m); this.name = 'Bad'; } } try { throw new Bad('x'); } catch (e) { return [e instanceof Bad, e instanceof Error, e.name, e.message].join(); } })() ==> true,true,Bad,x
                    (() => { const { a, ...rest } = { a: 1, b: 2, c: 3 }; return JSON.stringify({ ...rest, d: a }); })() ==> {"b":2,"c":3,"d":1}
                    (() => { const [x, , y = 9, ...z] = [1, 2, undefined, 4, 5]; return [x, y, z.length].join(); })() ==> 1,9,2
                    Math.max(...[3, 8, 5]) + '' ==> 8
                    (() => { const fs = []; for (let i = 0; i < 3; i++) { fs.push(() => i); } return fs.map((f) => f()).join(); })() ==> 0,1,2
                    (() => { let s = ''; for (const [k, v] of Object.entries({ a: 1, b: 2 })) { s += k + v; } return s; })() ==> a1b2
                    (() => { function* g() { yield 1; yield* [2, 3]; } return [...g()].join(); })() ==> 1,2,3
                    (async () => { async function* g() { yield 1; yield 2; } let n = 0; for await (const x of g()) { n += x; } return n + ''; })() ==> 3
                    (() => { const tag = (s, ...v) => s.raw.join('|') + v.join(); return tag`a${1}b${2}c`; })() ==> a|b|c1,2
                    (({ a: { b } = { b: 4 } } = {}) => b + '')() ==> 4
                    (() => { const o = null; return (o?.x ?? 'none') + (o?.y?.() ?? 'none'); })() ==> nonenone
                    (() => { let a = null; a ??= 5; a ||= 6; a &&= 7; return a + ''; })() ==> 7
                    (() => { try { throw 1; } catch { return 'caught'; } })() ==> caught
                    [1, [2, [3]]].flat(Infinity).includes(3) + '' ==> true
                    Object.fromEntries([['a', 1]]).a + '' ==> 1
                    new Map([[1, 'a']]).get(1) + new Set([1, 1]).size ==> a1
                    '2024-05-06'.match(/(?<y>\\d+)-(\\d+)/).groups.y ==> 2024
                    (2n * 9007199254740993n).toString() ==> 18014398509481986
                    [2 ** 10, 1_000, 0b11, 0o17].join() ==> 1024,1000,3,15
                    (async () => (await Promise.allSettled([1, Promise.reject(2)])).map((r) => r.status + (r.value || r.reason)).join())() ==> fulfilled1,rejected2
                    (1234567.8915).toLocaleString('en-US') + ' ' + (-999).toLocaleString() + ' ' + (0.5).toLocaleString() ==> 1,234,567.892 -999 0.5
                    new Date('2024-05-06 07:08:09.5+02').toISOString() + new Date('2024-05-06 07:08Z').getTime() ==> 2024-05-06T05:08:09.500Z1714979280000
                    (new Date('2024-05-06 07:08:09').getTime() === new Date(2024, 4, 6, 7, 8, 9).getTime()) + '' ==> true
                    (new Date() instanceof Date) + typeof Date() + Date.UTC(1970) + Date.parse('1970-01-01') + new Date(NaN).getTime() + new Date(5).constructor.name ==> truestring00NaNDate
                    (() => { class Day extends Date { next() { return new Date(this.getTime() + 864e5); } } return new Day(0).next().toISOString(); })() ==> 1970-01-02T00:00:00.000Z
                    (() => { if (true) { var hoisted = helper(); } return hoisted; function helper() { return 'up'; } })() ==> up
                    (function () { return Array.prototype.slice.call(arguments).join(); })(1, 2) ==> 1,2
                    """)
    void understandsTodaysJavaScript(String expression, String expected) {
        assertThat(scripts.value(expression)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    Reflect.ownKeys(function f(a) {}).join() ==> length,name,prototype
                    (() => { function F() {} return [F.prototype === F.prototype, F.prototype.constructor === F].join(); })() ==> true,true
                    (() => { function F() {} const f = new F(); return [f instanceof F, Object.getPrototypeOf(f) === F.prototype].join(); })() ==> true,true
                    (() => { function F() {} const f = new F(); F.prototype.x = 1; return f.x + Object.keys(F.prototype).join(); })() ==> 1x
                    (() => { function F() {} F.prototype = { x: 2 }; return '' + new F().x + (F.prototype.constructor === Object); })() ==> 2true
                    (() => { function F() {} F.prototype = null; return (Object.getPrototypeOf(new F()) === Object.prototype) + ''; })() ==> true
                    (() => { function F() {} Object.freeze(F); return (new F() instanceof F) + F.name; })() ==> trueF
                    JSON.stringify(Object.getOwnPropertyDescriptor(function () {}, 'prototype')) ==> {"value":{},"writable":true,"enumerable":false,"configurable":false}
                    (() => { function F() {} Object.defineProperty(F, 'prototype', { writable: false }); F.prototype = 5; return typeof F.prototype; })() ==> object
                    (() => { function F() {} const B = F.bind(null); return (new B() instanceof F) + '' + (new F() instanceof B); })() ==> truetrue
                    """)
    void givesFunctionsTheStandardPropertiesWheneverTheyAreAskedFor(String expression, String expected) {
        assertThat(scripts.value(expression)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    btoa('hällo') + atob('eA==') ==> aORsbG8=x
                    Buffer.from('grün', 'utf8').toString('hex') ==> 6772c3bc6e
                    Buffer.from('ÿþ?').toString('base64url') + Buffer.from('w7_Dvj8', 'base64url') + Buffer.isEncoding('base64url') ==> w7_Dvj8ÿþ?true
                    Buffer.concat([Buffer.from('a'), Buffer.from('Yg==', 'base64')]).slice(1).toString() ==> b
                    new Buffer('pw', 'ucs2').length + '' ==> 4
                    new TextDecoder().decode(new TextEncoder().encode('grün')) ==> grün
                    new Promise((resolve) => setTimeout(resolve, 5, 'late')) ==> late
                    new Promise((resolve) => setImmediate(() => process.nextTick(resolve, 'soon'))) ==> soon
                    new Promise((resolve) => { let n = 0; const t = setInterval(() => { if (++n === 3) { clearInterval(t); resolve('' + n); } }, 1); }) ==> 3
                    (() => { const t = setTimeout(() => { throw new Error('never'); }, 1); t.unref(); clearTimeout(t); return 'cleared'; })() ==> cleared
                    (() => { global.cached = 5; return globalThis.cached + cached + ''; })() ==> 10
                    (() => { process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; return process.env.NODE_TLS_REJECT_UNAUTHORIZED; })() ==> 0
                    new WrongUsernameOrPasswordError('7', 'no').message + new WrongUsernameOrPasswordError(1).name ==> noWrongUsernameOrPasswordError
                    (new ValidationError('user_exists', 'there') instanceof Error) + new ValidationError('user_exists').code ==> trueuser_exists
                    new (require('events'))().on('x', () => {}).listenerCount('x') + '' ==> 1
                    require('buffer').Buffer.from('a').toString('base64') ==> YQ==
                    typeof require('node:events@3.0.0').EventEmitter ==> function
                    require('base64-js').fromByteArray(new Uint8Array([1, 2])) ==> AQI=
                    """)
    void hasTheUsualGlobals(String expression, String expected) {
        assertThat(scripts.value(expression)).hasToString(expected);
    }

    @Test
    void showsTheEnvironmentUnderBothNames() {
        scripts.env(Map.of("DB_HOST", "db.example"));
        assertThat(scripts.value("env.DB_HOST + configuration.DB_HOST + (env === configuration)"))
                .isEqualTo("db.exampledb.exampletrue");
    }

    @Test
    void collectsTheConsole() {
        scripts.value("console.log('a', 1, { b: [2] }, new Error('c'), undefined) || console.warn('w')");
        assertThat(scripts.reports().get(0).console())
                .isEqualTo(List.of("log: a 1 {\"b\":[2]} Error: c undefined", "warn: w"));
    }

    @Test
    void hasTheRarerFunctionsOfTheConsole() {
        scripts.value("console.group('g') || console.time('t') || console.timeEnd('t') || console.groupEnd()"
                + " || console.assert(true) || console.assert(false, 'a') || console.table([1])");
        assertThat(scripts.reports().get(0).console())
                .containsExactly("log: g", "error: Assertion failed a", "log: [1]");
    }

    @Test
    void stopsCollectingAnEndlessConsole() {
        scripts.value("(() => { for (let i = 0; i < 100000; i++) { console.log('line ' + i); } })()");
        assertThat(scripts.reports().get(0).console())
                .hasSize(201)
                .last()
                .asString()
                .contains("dropped");
    }
}
