package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LookupOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostBorderTest {

    private final Scripts scripts = Scripts.with(new FakeHost());

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    null ==> null
                    undefined ==> null
                    true ==> Boolean true
                    5 ==> Double 5.0
                    'x' ==> String x
                    'x' + 1 ==> String x1
                    10n ==> String 10
                    new String('y') ==> String y
                    new Date(0) ==> Instant 1970-01-01T00:00:00Z
                    """)
    void javaSeesPlainValues(String expression, String expected) {
        assertThat(scripts.value("require('fake').kind(" + expression + ")")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    JSON.stringify(fake.echo({ a: [1, 'x', null, { b: true }], f() {}, 5: 6 })) ==> {"5":6,"a":[1,"x",null,{"b":true}]}
                    fake.echo(new Date(5)).getTime() + '' ==> 5
                    fake.echo(new Date(5)) instanceof Date ? 'date' : '' ==> date
                    fake.echo([1]) instanceof Array ? 'array' : '' ==> array
                    fake.bytes(Buffer.from('hällo').slice(1)).toString() ==> ällo
                    fake.echo(Buffer.from('ab')) instanceof Uint8Array ? 'bytes' : '' ==> bytes
                    fake.bytes(new Uint8Array([104, 105]).buffer).toString() ==> hi
                    JSON.stringify([fake.echo()]) ==> [null]
                    (() => { try { fake.echo(() => {}); } catch (e) { return e.message; } })() ==> an argument is a function
                    (() => { const a = {}; a.a = a; try { fake.echo(a); } catch (e) { return e.message; } })() ==> an argument contains itself, or is nested too deeply
                    (() => { try { fake.misuse('bad'); } catch (e) { return (e instanceof Error) + e.message; } })() ==> truebad
                    (() => { try { fake.fail('no'); } catch (e) { return [e.message, e.code, e.port, e.fatal].join(); } })() ==> no,ECONNREFUSED,5432,true
                    fake.echoLater('promised') ==> promised
                    new Promise((resolve) => { let when = 'late'; fake.echoLater('x', (e, r) => resolve(when + e + r)); when = 'after'; }) ==> afternullx
                    new Promise((resolve) => fake.failLater('no', (e, r) => resolve(e.message + r))) ==> noundefined
                    fake.failLater('no').catch((e) => e.code) ==> ECONNREFUSED
                    """)
    void valuesComeBackAsTheyWere(String expression, String expected) {
        assertThat(scripts.value("(() => { const fake = require('fake@1.2.3'); return " + expression + "; })()"))
                .isEqualTo(expected);
    }

    @Test
    void aModuleIsLoadedOnceInARun() {
        assertThat(scripts.value("(require('fake') === require('fake@2')) + ''"))
                .isEqualTo("true");
    }

    @Test
    void aDefectOfAHostModuleIsBroken() {
        assertThat(scripts.find(
                        "() => { try { require('fake').crash(); } catch (e) { throw new Error('x' + e.message); } }"))
                .isEqualTo(new LookupOutcome.Broken("the host function fake.crash failed; see the log"));
    }
}
