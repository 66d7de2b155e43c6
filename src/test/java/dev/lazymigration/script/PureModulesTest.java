package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The npm packages in the JAR and the modules of Node.js that need no host, with what scripts do with them. */
class PureModulesTest {

    private final HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT);
    private final Scripts scripts = Scripts.with(primitives.modules().toArray(new HostModule[0]));

    /** What an expression gives, as JavaScript writes it. */
    private String text(String expression) {
        return String.valueOf(scripts.value("(async () => String(await (" + expression + ")))()"));
    }

    @AfterEach
    void close() {
        primitives.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    _.find([{ name: 'a', strategy: 'x' }, { name: 'b', strategy: 'x' }], { name: 'b', strategy: 'x' }).name ==> b
                    JSON.stringify(_.pick({ a: 1, b: 2, c: 3 }, ['a', 'c'])) ==> {"a":1,"c":3}
                    _.get({ a: [{ b: { c: 3 } }] }, 'a[0].b.c') + _.get({}, 'x.y', '?') ==> 3?
                    JSON.stringify(_.merge({ a: { b: 1 } }, { a: { c: [2] } })) ==> {"a":{"b":1,"c":[2]}}
                    _.chain([3, 1, 2]).map((n) => n * 2).sortBy().value().join() ==> 2,4,6
                    [_.camelCase('given_name'), _.isEmpty({}), _.trim(' x '), _.uniq([1, 1, 2]).length, _.isPlainObject({})].join() ==> givenName,true,x,2,true
                    JSON.stringify(_.groupBy([1.2, 1.8, 2.1], Math.floor)) ==> {"1":[1.2,1.8],"2":[2.1]}
                    _.isEqual(_.cloneDeep({ a: [new Date(5)] }), { a: [new Date(5)] }) + _.template('hi <%= name %>')({ name: 'Ada' }) ==> truehi Ada
                    (() => { _.mixin({ twice: (n) => n * 2 }); return _.twice(4) + _(5).twice(); })() ==> 18
                    """)
    void lodash(String expression, String expected) {
        assertThat(text("((_) => " + expression + ")(require('lodash'))")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    moment('2024-05-06T10:00:00Z').diff(moment('2024-05-05T09:00:00Z'), 'hours') ==> 25
                    moment(new Date(0)).diff(new Date(86400000), 'days') ==> -1
                    moment.utc('2024-05-06').add(1, 'month').format('YYYY-MM-DD dddd') ==> 2024-06-06 Thursday
                    moment.utc('06/05/2024', 'DD/MM/YYYY').toISOString() ==> 2024-05-06T00:00:00.000Z
                    moment('nonsense', moment.ISO_8601, true).isValid() ==> false
                    moment.unix(0).utc().format() + moment.utc(0).isBefore(moment.utc(1)) ==> 1970-01-01T00:00:00Ztrue
                    moment.duration(90, 'minutes').humanize() + moment.locale() ==> 2 hoursen
                    (moment.updateLocale('en', { weekdays: 'A B C D E F G'.split(' ') }), moment.utc(0).format('dddd')) ==> E
                    require('moment-timezone').tz('2024-07-01 12:00', 'Asia/Shanghai').utc().format() ==> 2024-07-01T04:00:00Z
                    require('dayjs')('2024-01-31').add(1, 'month').format('DD.MM.YYYY') ==> 29.02.2024
                    require('dayjs').extend(require('dayjs/plugin/utc')).utc(0).format() ==> 1970-01-01T00:00:00Z
                    require('ms')('2 days') + require('ms')(60000) ==> 1728000001m
                    """)
    void moments(String expression, String expected) {
        assertThat(text("((moment) => " + expression + ")(require('moment'))")).isEqualTo(expected);
    }

    @Test
    void aChangeOfALibraryEndsWithTheRun() {
        String changing = "require('moment').updateLocale('en', { weekdays: 'A B C D E F G'.split(' ') }) &&"
                + " require('lodash').mixin({ leak: () => 1 }) && 1";
        scripts.value(changing);
        assertThat(scripts.value("require('moment').utc(0).format('dddd') + typeof require('lodash').leak"))
                .isEqualTo("Thursdayundefined");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    require('qs').stringify({ grant_type: 'password', scope: 'openid profile', a: { b: [1, 2] } }) ==> grant_type=password&scope=openid%20profile&a%5Bb%5D%5B0%5D=1&a%5Bb%5D%5B1%5D=2
                    require('qs').stringify({ a: [1, 2], n: null, u: undefined }, { arrayFormat: 'repeat', addQueryPrefix: true }) ==> ?a=1&a=2&n=
                    JSON.stringify(require('qs').parse('a[b]=1&c[]=2&c[]=3&d=x%20y+z')) ==> {"a":{"b":"1"},"c":["2","3"],"d":"x y z"}
                    JSON.stringify(require('qs').parse('__proto__[leak]=1&a=1')) + ({}).leak ==> {"a":"1"}undefined
                    require('querystring').stringify({ grant_type: 'password', username: 'a b@c', n: 5, l: ['x', 'y'], bad: {}, none: null }) ==> grant_type=password&username=a%20b%40c&n=5&l=x&l=y&bad=&none=
                    JSON.stringify(require('querystring').parse('?a=1&b=2&b=3&c=x+y%20z&d')) ==> {"?a":"1","b":["2","3"],"c":"x y z","d":""}
                    require('querystring').stringify({ a: 1, b: 2 }, ';', ':') + require('querystring').unescape('%41%zz') ==> a:1;b:2A%zz
                    require('uuid').validate(require('uuid').v4()) + ' ' + require('uuid').version(require('uuid').v4()) ==> true 4
                    require('uuid').v5('python.org', require('uuid').v5.DNS) ==> 886313e1-3b8a-5372-9b90-0c9aee199e5d
                    require('uuid').v3('python.org', require('uuid').v3.DNS) ==> 6fa459ea-ee8a-3ca4-894e-db77e160355e
                    /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(require('uuid@8.3.2').v1()) ==> true
                    [require('uuid@3.3.2')(), require('uuid/v4')(), require('uuid').default()].map((one) => require('uuid').version(one)).join() ==> 4,4,4
                    require('uuid').version(require('uuid/v1')()) + require('uuid@3.3.2/v3')('python.org', require('uuid/v3').DNS) ==> 16fa459ea-ee8a-3ca4-894e-db77e160355e
                    require('uuid/v5')('python.org', require('uuid/v5').DNS) ==> 886313e1-3b8a-5372-9b90-0c9aee199e5d
                    require('underscore').pluck([{ a: 1 }, { a: 2 }], 'a').join() ==> 1,2
                    require('punycode').toASCII('mañana.com') ==> xn--maana-pta.com
                    """)
    void smallPackages(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    async.series([(cb) => cb(null, 1), (cb) => setTimeout(cb, 1, null, 2)]).then((all) => all.join()) ==> 1,2
                    new Promise((resolve) => async.waterfall([(cb) => cb(null, 1, 2), (a, b, cb) => cb(null, a + b)], (error, sum) => resolve(error || sum))) ==> 3
                    new Promise((resolve) => async.parallel({ a: (cb) => setTimeout(cb, 2, null, 'x'), b: (cb) => cb(null, 'y') }, (error, all) => resolve(all.a + all.b))) ==> xy
                    new Promise((resolve) => async.eachSeries([1, 2], (n, cb) => cb(n === 2 ? 'stop' : null), resolve)) ==> stop
                    new Promise((resolve) => async.map([1, 2], (n, cb) => cb(null, n * 2), (error, all) => resolve(all.join()))) ==> 2,4
                    """)
    void async(String expression, String expected) {
        assertThat(text("((async) => " + expression + ")(require('async'))")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    Promise.coroutine(function* (a) { const b = yield Promise.resolve(a + 1); return b * 2; })(4) ==> 10
                    Promise.coroutine(function* () { try { yield Promise.reject(new Error('no')); } catch (e) { return e.message; } })() ==> no
                    Promise.coroutine(function* () { return (yield Promise.all([1, Promise.resolve(2)])).join(); })() ==> 1,2
                    Promise.resolve([1, 2]).spread((a, b) => a + b) ==> 3
                    Promise.delay(2).then(() => 'later') ==> later
                    Promise.resolve(1).delay(1).timeout(5000).return('in time') ==> in time
                    new Promise(() => {}).timeout(2, 'too late').catch(Promise.TimeoutError, (e) => e.message) ==> too late
                    Promise.map([1, 2, 3], (n) => Promise.delay(1).return(n * 2), { concurrency: 2 }).then((all) => all.join()) ==> 2,4,6
                    Promise.each(['a', 'b'], (x) => Promise.delay(1)).then((all) => all.join()) ==> a,b
                    Promise.reduce([1, 2, 3], (sum, n) => sum + n, 0) ==> 6
                    Promise.props({ a: Promise.resolve(1), b: 2 }).then((o) => o.a + o.b) ==> 3
                    (() => { let seen = ''; return Promise.resolve('x').tap((v) => { seen += v; }).finally(() => { seen += '!'; }).then(() => seen); })() ==> x!
                    Promise.reject(new TypeError('t')).catch(RangeError, () => 'range').catch(TypeError, () => 'type') ==> type
                    Promise.promisify((a, cb) => cb(null, a + 1))(1) ==> 2
                    Promise.promisifyAll({ base: 2, add(n, cb) { cb(null, this.base + n); } }).addAsync(3) ==> 5
                    Promise.promisifyAll(new (class { async x() {} find(q, cb) { setTimeout(cb, 1, null, q); } })()).findAsync('q') ==> q
                    Promise.fromCallback((cb) => cb(null, 'called back')) ==> called back
                    Promise.fromNode((cb) => cb(new Error('bad'))).catch((e) => e.message) ==> bad
                    (() => { let r; return new Promise((resolve) => { Promise.resolve(7).asCallback((e, v) => resolve(v)); }); })() ==> 7
                    new Promise((resolve) => Promise.reject(new Error('x')).nodeify((e) => resolve(e.message))) ==> x
                    (() => { let closed = ''; const connection = () => Promise.resolve({ ask: () => 'answer' }).disposer(() => { closed = 'closed'; }); return Promise.using(connection(), (c) => c.ask()).then((a) => a + ' ' + closed); })() ==> answer closed
                    Promise.try(() => { throw new Error('sync'); }).catch((e) => e.message) ==> sync
                    Promise.method((x) => x + 1)(1) ==> 2
                    Promise.any([Promise.reject(new Error('a')), Promise.resolve('b')]) ==> b
                    Promise.some([Promise.resolve(1), Promise.resolve(2), new Promise(() => {})], 2).then((all) => all.length) ==> 2
                    Promise.allSettled([1, Promise.reject(new Error('r'))]).then((all) => all.map((s) => s.status).join()) ==> fulfilled,rejected
                    Promise.reject(new Error('tapped')).tapCatch(() => {}).catch((e) => e.message) ==> tapped
                    Promise.filter([1, 2, 3], (n) => n > 1).call('join') ==> 2,3
                    Promise.resolve({ a: { b: 5 } }).get('a').get('b') ==> 5
                    Promise.mapSeries([1, 2], (n) => n + 1).then((all) => all.join()) ==> 2,3
                    """)
    void bluebird(String expression, String expected) {
        assertThat(text("((Promise) => " + expression + ")(require('bluebird'))"))
                .isEqualTo(expected);
    }

    @Test
    void bluebirdMayShadowThePromiseOfAScript() {
        String script = "const Promise = require('bluebird@3.4.6');"
                + "const work = Promise.coroutine(function* () { const a = yield Promise.delay(1, 20);"
                + " return a + (yield (async () => 22)()); });"
                + "module.exports = async () => ({ id: await work(), native: require('native-or-bluebird') === Promise });";
        assertThat(scripts.find(script)).extracting("user.id").isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    (({ protocol, auth, host, hostname, port, pathname, search, query, hash, path }) => [protocol, auth, host, hostname, port, pathname, search, query, hash, path].join(' '))(url.parse('https://u:p%40@Example.org:8080/a/b?c=1&d=2#e')) ==> https: u:p@ example.org:8080 example.org 8080 /a/b ?c=1&d=2 c=1&d=2 #e /a/b?c=1&d=2
                    url.parse('/a?b=1&b=2', true).query.b.join() + url.parse('/a?b=1').host + url.parse('//h/p').host + url.parse('//h/p', false, true).host ==> 1,2nullnullh
                    url.parse('http://example.org').pathname + url.parse('mailto:a@b.c').pathname + url.parse('postgres://u:p@h:5432/db').pathname ==> /a@b.c/db
                    url.format({ protocol: 'https', hostname: 'h', port: 8, pathname: 'p', query: { a: 'b c' } }) ==> https://h:8/p?a=b%20c
                    url.format(new URL('http://u:p@h/x?y#z'), { auth: false, fragment: false }) ==> http://h/x?y
                    [url.resolve('/one/two/three', 'four'), url.resolve('http://e.com/', '/one'), url.resolve('http://e.com/one', '//f.com/x'), url.resolve('one/two', '../three')].join() ==> /one/two/four,http://e.com/one,http://f.com/x,three
                    (url.URL === URL) + url.domainToASCII('español.com') + url.urlToHttpOptions(new URL('http://a:b@h:81/p?q')).auth ==> truexn--espaol-zwa.coma:b
                    path.join('/a', '..', 'b', './c') + path.basename('/x/y.txt', '.txt') + path.extname('a.tar.gz') + path.resolve('x', '/y', 'z') + path.dirname('/a/b') + path.relative('/a/b/c', '/a/d') ==> /b/cy.gz/y/z/a../../d
                    JSON.stringify(path.parse('/home/u/f.txt')) + path.normalize('a//b/../c/') + path.isAbsolute('x') ==> {"root":"/","dir":"/home/u","base":"f.txt","ext":".txt","name":"f"}a/c/false
                    JSON.stringify(require('os').EOL) + require('os').hostname().length + require('os').platform() ==> "\\n"9linux
                    require('timers/promises').setTimeout(1, 'slept') ==> slept
                    require('timers').setTimeout === setTimeout ==> true
                    (process.env.A = 'b', require('process').env.A + (require('process') === process)) ==> btrue
                    require('perf_hooks').performance.now() >= 0 ==> true
                    new (require('string_decoder').StringDecoder)('utf8').write(Buffer.from('grün')) ==> grün
                    require('node:url').parse('http://h').host + require('node:path').sep ==> h/
                    """)
    void modulesOfNode(String expression, String expected) {
        assertThat(text("((url, path) => " + expression + ")(require('url'), require('path'))"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert(true); assert.ok(1); assert.equal(1, '1'); assert.strictEqual(NaN, NaN)",
                "assert.deepEqual({ a: [1, '2'] }, { a: ['1', 2] }); assert.deepStrictEqual({ a: [1] }, { a: [1] })",
                "assert.throws(() => { throw new TypeError('bad x') }, TypeError); assert.throws(() => null.x, /TypeError/)",
                "assert.throws(() => { throw new Error('m') }, { message: 'm' })",
                "assert.throws(() => assert(0, 'zero'), { name: 'AssertionError', code: 'ERR_ASSERTION', message: 'zero' })",
                "assert.throws(() => assert.strictEqual(1, 2), /1 is not strictly equal to 2/)",
                "assert.throws(() => assert.throws(() => {}), /Missing expected exception/)",
                "assert.throws(() => assert.deepStrictEqual([1], ['1'])); assert.throws(() => assert.notEqual(1, 1))",
                "assert.throws(() => require('assert/strict').equal(1, '1')); assert.ifError(null)",
                "assert.match('abc', /b/); assert.throws(() => assert.fail('no'), /no/)"
            })
    void assertions(String statements) {
        assertThat(scripts.find("() => { const assert = require('assert'); " + statements + "; return { id: 1 }; }"))
                .isInstanceOf(LookupOutcome.Found.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    new Promise((resolve, reject) => { let all = ''; Readable.from(['a', 'b']).pipe(new Transform({ transform(chunk, encoding, cb) { cb(null, chunk.toString().toUpperCase()); } })).on('data', (d) => { all += d; }).on('end', () => resolve(all)).on('error', reject); }) ==> AB
                    (async () => { let all = ''; for await (const part of Readable.from(['x', 'y'])) { all += part; } return all; })() ==> xy
                    new Promise((resolve) => { const chunks = []; const w = new Writable({ write(chunk, encoding, cb) { chunks.push(chunk); setTimeout(cb, 1); } }); w.on('finish', () => resolve(Buffer.concat(chunks).toString())); w.write('he'); w.end('llo'); }) ==> hello
                    new Promise((resolve) => { function Old() { stream.call(this); this.writable = true; } require('util').inherits(Old, stream); Old.prototype.write = function (d) { this.emit('data', d + '!'); }; Old.prototype.end = function () { this.emit('end'); }; const old = new Old(); let seen = ''; old.pipe(new Writable({ decodeStrings: false, write(c, e, cb) { seen += c; cb(); } }).on('finish', () => resolve(seen))); old.write('a'); old.end(); }) ==> a!
                    new Promise((resolve) => stream.pipeline(Readable.from(['1', '2']), new stream.PassThrough(), new Writable({ write(c, e, cb) { cb(String(c) === '2' ? new Error('two') : null); } }), (error) => resolve(error.message))) ==> two
                    require('stream/promises').pipeline(Readable.from(['1']), new Writable({ write: (c, e, cb) => cb() })).then(() => 'done') ==> done
                    new Promise((resolve) => { const r = new Readable({ read() { this.push('once'); this.push(null); } }); r.setEncoding('utf8'); let s = ''; r.on('data', (d) => { s += d; }); r.on('end', () => resolve(s)); }) ==> once
                    """)
    void streams(String expression, String expected) {
        assertThat(text("((stream) => { const { Readable, Writable, Transform } = stream; return " + expression
                        + "; })(require('stream'))"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    util.inspect(new Map([['a', { b: 1 }]])) + util.inspect(new Set([1])) ==> Map(1) { 'a' => { b: 1 } }Set(1) { 1 }
                    util.inspect({ [util.inspect.custom]: () => 'mine' }) + util.inspect(new (function Foo() { this.a = 1; })()) ==> mineFoo { a: 1 }
                    '' + util.types.isAsyncFunction(1) + util.isString('x') + util.isNullOrUndefined(undefined) ==> falsetruetrue
                    """)
    void utilities(String expression, String expected) {
        assertThat(text("((util) => " + expression + ")(require('util'))")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            textBlock =
                    """
                    fs ==> scripts can not read or write files
                    fs/promises ==> scripts can not read or write files
                    node:fs ==> scripts can not read or write files
                    child_process ==> scripts can not start processes
                    net ==> scripts can not open sockets
                    tls ==> scripts can not open sockets
                    dns ==> scripts can not open sockets
                    vm ==> scripts can not run code in other worlds
                    worker_threads ==> scripts run in one thread
                    """)
    void whatScriptsMayNotDoIsRefusedWithAReason(String module, String reason) {
        assertThat(scripts.find("() => require('" + module + "')"))
                .asString()
                .contains("Cannot find module '" + module + "': " + reason + "; this host has ", "lodash");
    }

    @Test
    void everyNameThatAnErrorListsCanBeRequired() {
        ModuleFile.catalogue()
                .forEach(name -> assertThat(scripts.find("() => { require('" + name + "'); return { id: 1 }; }"))
                        .as(name)
                        .isInstanceOf(LookupOutcome.Found.class));
    }

    @Test
    void anUnknownModuleHasTheCodeThatNodeGivesIt() {
        assertThat(scripts.value("(() => { try { require('no-such-module'); } catch (e) { return e.code; } })()"))
                .isEqualTo("MODULE_NOT_FOUND");
    }

    @Test
    void aNameThatIsHardToMatchIsRefusedAtOnce() {
        assertThat(scripts.find("() => require('a'.repeat(60) + '!')")).isInstanceOf(LookupOutcome.Broken.class);
        assertThat(scripts.find("() => require('a/'.repeat(100000))")).isInstanceOf(LookupOutcome.Broken.class);
    }
}
