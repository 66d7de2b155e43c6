package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LookupOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The globals of Node.js and the browsers, and the library of the language. */
class GlobalsTest {

    private final Scripts scripts = Scripts.with();

    private String text(String expression) {
        return String.valueOf(scripts.value("(async () => String(await (" + expression + ")))()"));
    }

    private void giveExpected(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    new URL('/api/users?x=1#top', 'https://id.example.org:443/base').href ==> https://id.example.org/api/users?x=1#top
                    new URL('users', 'https://h/v1/') + new URL('../a b/ä', 'http://h/x/y/z').pathname ==> https://h/v1/users/x/a%20b/%C3%A4
                    (({ protocol, username, password, host, hostname, port, pathname, search, hash, origin }) => [protocol, username, password, host, hostname, port, pathname, search, hash, origin].join(' '))(new URL('http://u:p%40@EXAMPLE.org:8080/a?b=c#d')) ==> http: u p%40 example.org:8080 example.org 8080 /a ?b=c #d http://example.org:8080
                    (() => { const u = new URL('https://h/p?a=1'); u.searchParams.set('a', 'x y'); u.searchParams.append('b', '&='); u.hash = 'h'; u.port = '444'; u.pathname = '/q'; return u.toString() + u.searchParams.get('b'); })() ==> https://h:444/q?a=x+y&b=%26%3D#h&=
                    JSON.stringify({ url: new URL('HTTPS://H') }) + (new URL('http://x') instanceof URL) ==> {"url":"https://h/"}true
                    new URL('http://h:80/').port + new URL('https://h:80/').port + new URL('http://[::1]:81/').host + new URL('http://0x7f.1').host + new URL('https://mañana.com').host ==> 80[::1]:81127.0.0.1xn--maana-pta.com
                    ['nope', 'http://', 'http://a b/', 'http://h:99999/'].map((x) => { try { return new URL(x).href; } catch (e) { return [e.name, e.code, e.message, e.input].join(' '); } }).join('|') ==> TypeError ERR_INVALID_URL Invalid URL nope|TypeError ERR_INVALID_URL Invalid URL http://|TypeError ERR_INVALID_URL Invalid URL http://a b/|TypeError ERR_INVALID_URL Invalid URL http://h:99999/
                    URL.canParse('x') + ',' + URL.canParse('x', 'http://h') + ',' + (class A extends URL { both() { return this.host + this.port; } }, new (class A extends URL { both() { return this.host; } })('http://h:1').both()) ==> false,true,h:1
                    (() => { try { URL('http://x'); } catch (e) { return e.message; } })() ==> Class constructor URL cannot be invoked without 'new'
                    """)
    void urls(String expression, String expected) {
        giveExpected(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    new URLSearchParams({ grant_type: 'password', username: 'a b+c@d', n: 5, none: undefined }).toString() ==> grant_type=password&username=a+b%2Bc%40d&n=5&none=undefined
                    new URLSearchParams([['a', '1'], ['a', '2']]).getAll('a').join() + new URLSearchParams('?x=1+2&y=%41&z').get('y') ==> 1,2A
                    new URLSearchParams(new Map([['k', "é*-._!'()~"]])) + '' + new URLSearchParams(new URLSearchParams('q=1')) ==> k=%C3%A9*-._%21%27%28%29%7Eq=1
                    [...new URLSearchParams('a=1&b=2')].join('|') + [...new URLSearchParams('a=1').keys()] + [...new URLSearchParams('a=1').values()] + [...new URLSearchParams('a=1').entries()] ==> a,1|b,2a1a,1
                    (() => { const p = new URLSearchParams('b=1&a=2&b=3'); p.delete('a'); p.append('c', null); p.sort(); let all = ''; p.forEach((v, k) => { all += k + v; }); return all + p.has('b') + p.get('zz') + p.size; })() ==> b1b3cnulltruenull3
                    Object.fromEntries(new URLSearchParams('a=1&b=2')).b + (new URLSearchParams() instanceof URLSearchParams) + Object.prototype.toString.call(new URLSearchParams()) ==> 2true[object URLSearchParams]
                    """)
    void searchParameters(String expression, String expected) {
        giveExpected(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    (() => { const o = { a: [1, { b: new Date(0) }], m: new Map([[1, new Set([2])]]), r: /x/gi, bytes: new Uint8Array([7]) }; o.self = o; const c = structuredClone(o); return [c.self === c, c !== o, c.m.get(1).has(2), c.a[1].b.getTime(), c.r.flags, c.bytes[0], c.bytes !== o.bytes].join(); })() ==> true,true,true,0,gi,7,true
                    (() => { try { structuredClone({ f() {} }); } catch (e) { return e.name + (e instanceof DOMException); } })() ==> DataCloneErrortrue
                    (() => { const e = structuredClone(new TypeError('t')); return e.message + (e instanceof TypeError); })() ==> ttrue
                    (() => { const c = new AbortController(); let n = 0; c.signal.addEventListener('abort', () => n++); c.signal.onabort = () => n++; c.abort(); c.abort(); return n + c.signal.reason.name + c.signal.aborted; })() ==> 2AbortErrortrue
                    (() => { try { AbortSignal.abort(new Error('mine')).throwIfAborted(); } catch (e) { return e.message; } })() ==> mine
                    (() => { const c = new AbortController(); const any = AbortSignal.any([new AbortController().signal, c.signal]); c.abort('why'); return any.reason; })() ==> why
                    new Promise((resolve) => { AbortSignal.timeout(2).addEventListener('abort', (e) => resolve(e.target.reason.name)); setTimeout(() => {}, 20000); }) ==> TimeoutError
                    new Promise((resolve) => { const t = new EventTarget(); t.addEventListener('x', { handleEvent: (e) => resolve(e.type) }, { once: true }); t.dispatchEvent(new Event('x')); }) ==> x
                    performance.now() >= 0 && performance.timeOrigin > 0 ==> true
                    new WeakRef({ a: 5 }).deref().a + typeof new FinalizationRegistry(() => {}).register({}) ==> 5undefined
                    new Promise((resolve) => queueMicrotask(() => resolve('micro'))) ==> micro
                    new Promise((resolve) => process.nextTick((a, b) => resolve(a + b), 'ti', 'ck')) ==> tick
                    escape('é ü+/') + unescape('%E9%u20AC') + encodeURIComponent("a b&é!'()*~") + decodeURIComponent('%C3%A9') ==> %E9%20%FC+/é€a%20b%26%C3%A9!'()*~é
                    """)
    void theSmallOnes(String expression, String expected) {
        giveExpected(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    (process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0', process.env.NODE_TLS_REJECT_UNAUTHORIZED + process.env.NOT_SET) ==> 0undefined
                    (process.env = { A: 'b' }, process.exitCode = 3, process.mine = 4, process.env.A + process.exitCode + process.mine) ==> b34
                    process.cwd() + process.platform + /^v\\d+/.test(process.version) + process.versions.node.length ==> /linuxtrue7
                    process.hrtime().length + typeof process.hrtime.bigint() + (process.hrtime([0, 0])[0] >= 0) + (process.uptime() > 0) ==> 2biginttruetrue
                    typeof process.memoryUsage().heapUsed + process.on('exit', () => {}).emit('x') + Object.prototype.toString.call(process) ==> numberfalse[object process]
                    (global.cached = 1, globalThis.cached + cached) ==> 2
                    typeof WrongArgumentError + typeof Auth0Error ==> undefinedundefined
                    """)
    void theProcess(String expression, String expected) {
        giveExpected(expression, expected);
    }

    @Test
    void whatIsPutIntoGlobalsIsGoneAfterTheRun() {
        scripts.value("(process.env.LEAK = 1, process.leak = 1, global.leak = 1, globalThis.leak2 = 1)");
        assertThat(scripts.value("[typeof process.env.LEAK, typeof process.leak, typeof leak, typeof leak2].join()"))
                .isEqualTo("undefined,undefined,undefined,undefined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.getPrototypeOf(process).cwd = null",
                "process.hrtime.leak = 1",
                "URL.leak = 1",
                "URL.prototype.leak = 1",
                "const u = new URL('http://x'); Object.getPrototypeOf(u[Object.getOwnPropertySymbols(u)[0]]).leak = 1",
                "Object.getPrototypeOf(new URLSearchParams('a').entries()).leak = 1",
                "const p = new URLSearchParams(); Object.getPrototypeOf(p[Object.getOwnPropertySymbols(p)[0]]).leak = 1",
                "AbortSignal.prototype.leak = 1",
                "Intl.DateTimeFormat.prototype.leak = 1",
                "performance.now = null",
                "structuredClone.leak = 1",
                "DOMException.prototype.name = 'x'"
            })
    void nothingOfThemCanBeChanged(String statement) {
        assertThat(scripts.find("() => { " + statement + "; return { id: 1 }; }"))
                .isInstanceOf(LookupOutcome.Broken.class)
                .asString()
                .contains("sealed");
    }

    @Test
    void aScriptCanNotEndTheProcess() {
        assertThat(scripts.find("() => { process.exit(1); }"))
                .isEqualTo(new LookupOutcome.Broken(
                        "TypeError: process.exit() is not available to scripts (line 1, column 9)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AbortSignal.timeout(3600000)",
                "setTimeout(() => {}, 3600000).unref()",
                "const t = setInterval(() => {}, 3600000); t.unref()"
            })
    void aRunDoesNotWaitForWhatNobodyWaitsFor(String statement) {
        assertThat(scripts.in(ScriptDialect.AUTH0).find("(email, callback) => { " + statement + "; }"))
                .isEqualTo(new LookupOutcome.Broken("the script never called its callback"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    new Date(0).toLocaleDateString('en-US', { timeZone: 'UTC' }) + ' ' + new Date(0).toLocaleDateString(undefined, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }) ==> 1/1/1970 January 1, 1970
                    new Date(0).toLocaleString('en-US', { timeZone: 'Asia/Shanghai' }) + '|' + new Date(0).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }) ==> 1/1/1970, 8:00:00 AM|12:00 AM
                    new Date(46800000).toLocaleString('de-DE', { hour12: false, timeZone: 'UTC' }) + '|' + new Date(0).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }) ==> 1/1/1970, 13:00:00|Jan 1, 1970, 12:00 AM
                    new Date(NaN).toLocaleDateString() + (() => { try { new Date().toLocaleString('en', { timeZone: 'Mars/Base' }); } catch (e) { return e.name; } })() ==> Invalid DateRangeError
                    (1234.5).toLocaleString() + ' ' + (1234.5).toLocaleString('de-DE', { style: 'currency', currency: 'EUR' }) + ' ' + (0.256).toLocaleString('en', { style: 'percent' }) + ' ' + (5).toLocaleString('en', { minimumFractionDigits: 2 }) ==> 1,234.5 €1,234.50 26% 5.00
                    'a'.localeCompare('A', undefined, { sensitivity: 'base' }) + 'é'.localeCompare('e', 'en', { sensitivity: 'base' }) + ['a10', 'a9', 'ä'].sort((x, y) => x.localeCompare(y, undefined, { numeric: true })).join() ==> 0ä,a9,a10
                    typeof Intl.DateTimeFormat().resolvedOptions().timeZone + new Intl.NumberFormat('en').format(1e6) + ['b', 'a'].sort(new Intl.Collator().compare).join() + new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).format(0) ==> string1,000,000a,b1/1/1970
                    'İ'.toLocaleLowerCase().length + 'i'.toLocaleUpperCase() + 'é'.normalize('NFD').length ==> 2I2
                    """)
    void languagesAreAmericanEnglish(String expression, String expected) {
        giveExpected(expression, expected);
    }

    /** Those of ECMAScript 2023 and the usual newer ones; a script that misses one would find out only when it is run. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = ":",
            textBlock =
                    """
                    Array: from of isArray fromAsync
                    Array.prototype: at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced unshift values with
                    Object: assign create defineProperties defineProperty entries freeze fromEntries getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols getPrototypeOf groupBy hasOwn is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values
                    String: fromCharCode fromCodePoint raw
                    String.prototype: at charAt charCodeAt codePointAt concat endsWith includes indexOf isWellFormed lastIndexOf localeCompare match matchAll normalize padEnd padStart repeat replace replaceAll search slice split startsWith substr substring toLocaleLowerCase toLocaleUpperCase toLowerCase toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart
                    Number: EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER isFinite isInteger isNaN isSafeInteger parseFloat parseInt
                    Math: abs acosh asinh atan2 atanh cbrt ceil clz32 cosh expm1 floor fround hypot imul log10 log1p log2 max min pow random round sign sinh sqrt tanh trunc
                    Promise: all allSettled any race reject resolve withResolvers
                    Promise.prototype: catch finally then
                    Map: groupBy
                    Map.prototype: clear delete entries forEach get has keys set values
                    Set.prototype: add clear delete difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys symmetricDifference union values
                    Symbol: asyncIterator for hasInstance isConcatSpreadable iterator keyFor match matchAll replace search species split toPrimitive toStringTag unscopables
                    Symbol.prototype: description
                    Reflect: apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys preventExtensions set setPrototypeOf
                    Uint8Array.prototype: at copyWithin entries every fill filter find findIndex findLast findLastIndex forEach includes indexOf join keys lastIndexOf map reduce reduceRight reverse set slice some sort subarray toReversed toSorted values with
                    Uint8Array: from of
                    BigInt: asIntN asUintN
                    RegExp.prototype: dotAll exec flags global ignoreCase multiline source sticky test unicode
                    Date.prototype: toISOString toJSON toLocaleDateString toLocaleString toLocaleTimeString
                    globalThis: AggregateError Array ArrayBuffer BigInt BigInt64Array DataView Date Error Float32Array Float64Array FinalizationRegistry Function Infinity Int8Array Intl JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI encodeURI escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape
                    """)
    void theLibraryOfTheLanguageIsComplete(String holder, String names) {
        assertThat(text("'" + names.trim() + "'.split(' ').filter((name) => !(name in " + holder + ")).join()"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    [1, 2, 3].at(-1) + [1, 2, 3].findLast((n) => n < 3) + 'abc'.at(-1) ==> 5c
                    [3, 1, 2].toSorted().join() + [1, 2].with(0, 9).join() + [1, [2, [3]]].flat(2).length ==> 1,2,39,23
                    JSON.stringify(Object.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even'))) + Object.hasOwn({ a: 1 }, 'a') ==> {"odd":[1,3],"even":[2]}true
                    'a-b-c'.replaceAll('-', '+') + [...'a1b2'.matchAll(/[a-z](\\d)/g)].map((m) => m[1]).join() ==> a+b+c1,2
                    Promise.any([Promise.reject(1), Promise.resolve(2)]) ==> 2
                    Promise.any([Promise.reject(1)]).catch((e) => e.name + e.errors.join()) ==> AggregateError1
                    (() => { const { promise, resolve } = Promise.withResolvers(); setTimeout(resolve, 1, 'r'); return promise; })() ==> r
                    Array.fromAsync([Promise.resolve(1), 2], (n) => n * 2) ==> 2,4
                    new Error('outer', { cause: new Error('inner') }).cause.message ==> inner
                    [...new Set([1, 2]).union(new Set([3]))].join() + new Set([1]).isSubsetOf(new Set([1, 2])) ==> 1,2,3true
                    Map.groupBy([1, 2], (n) => n % 2).get(0).join() + Symbol('d').description ==> 2d
                    '\\ud800'.isWellFormed() + '|' + ' x '.trimStart() + '|' + 'x'.padStart(3, 'ab') ==> false|x |abx
                    '' + [NaN].includes(NaN) + Number.isSafeInteger(2 ** 53) + Math.trunc(-1.5) + Math.hypot(3, 4) ==> truefalse-15
                    """)
    void theLibraryOfTheLanguageWorks(String expression, String expected) {
        giveExpected(expression, expected);
    }
}
