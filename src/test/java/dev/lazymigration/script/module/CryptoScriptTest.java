package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are Node's own, or published in the RFCs named in {@link HashModuleTest}. */
class CryptoScriptTest {

    private final NodeScript script = NodeScript.on(List.of(new HashModule()));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "createHash('md5').update('abc').digest('hex'); 900150983cd24fb0d6963f7d28e17f72",
                "createHash('sha1').update('a').update(Buffer.from('bc')).digest('hex');"
                        + " a9993e364706816aba3e25717850c26c9cd0d89d",
                "createHash('md5').update('616263', 'hex').digest('base64'); kAFQmDzST7DWlj99KOF/cg==",
                "createHash('md5').update('YWJj', 'base64').digest('base64url'); kAFQmDzST7DWlj99KOF_cg",
                "createHash('md5').update('abc').digest().toString('hex'); 900150983cd24fb0d6963f7d28e17f72",
                "createHash('sha1').update('é', 'latin1').digest('hex'); 1599e9fa41ec68c80230491902786bee889f5bcb",
                "createHash('shake256', 512).update('abc').digest('hex');"
                        + " 483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739",
                "createHmac('sha256', 'Jefe').update('what do ya want ').update('for nothing?').digest('hex');"
                        + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "createHmac('sha256', Buffer.from('Jefe')).update('what do ya want for nothing?').digest('base64')"
                        + ".toString('base64'); W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
                "createHash('shake256', { outputLength: 8 }).update('abc').digest('hex'); 483366601360a877",
                "createHash('RIPEMD160').update('abc').digest('hex'); 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
                "createHmac('ripemd160', 'key').update('abc').digest('hex'); 67fdce738ebfc7372bcd38f03c023b5746724d18",
                "createHash('md5').update(new Uint8Array([97, 98, 99])).digest('latin1').length + ' bytes'; 16 bytes",
                "hash('sha1', 'abc'); a9993e364706816aba3e25717850c26c9cd0d89d",
                "pbkdf2Sync('password', 'salt', 2, 20, 'sha1').toString('hex');"
                        + " ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
                "pbkdf2Sync(Buffer.from('password'), Buffer.from('salt'), 2, 20).toString('hex');"
                        + " ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
                "scryptSync('pleaseletmein', 'SodiumChloride', 16).toString('hex'); 7023bdcb3afd7348461c06cd81fd38eb",
                "scryptSync('password', 'NaCl', 8, { cost: 1024, blockSize: 8, p: 16 }).toString('hex');"
                        + " fdbabe1c9d347200",
            })
    void digestsLikeNode(String call, String expected) {
        assertThat(script.value("return require('crypto')." + call)).isEqualTo(expected);
    }

    @Test
    void answersCallbacks() {
        assertThat(script.value("const crypto = require('node:crypto'); const util = require('util');"
                        + "const old = await new Promise((resolve, reject) => crypto.pbkdf2('password', 'salt', 1, 20,"
                        + " (error, key) => error ? reject(error) : resolve(key)));"
                        + "const key = await util.promisify(crypto.pbkdf2)('password', 'salt', 1, 20, 'sha1');"
                        + "const hard = await util.promisify(crypto.scrypt)('', '', 4, { N: 16, r: 1, p: 1 });"
                        + "const easy = await util.promisify(crypto.scrypt)('pleaseletmein', 'SodiumChloride', 4);"
                        + "const random = await util.promisify(crypto.randomBytes)(8);"
                        + "return [old.toString('hex'), key.equals(old), hard.toString('hex'), easy.toString('hex'),"
                        + " random.length, Buffer.isBuffer(random)];"))
                .asString()
                .isEqualTo("[0c60c80f961f0e71f3a9b524af6012062fe037a6, true, 77d65762, 7023bdcb, 8, true]");
    }

    @Test
    void checksAspNetMembershipHashes() {
        assertThat(script.value("const crypto = require('crypto');"
                        + "const stored = Buffer.concat([Buffer.from([0]), Buffer.alloc(16, 7),"
                        + " crypto.pbkdf2Sync('secret', Buffer.alloc(16, 7), 1000, 32, 'sha1')]).toString('base64');"
                        + "const buf = Buffer.from(stored, 'base64'); const salt = buf.slice(1, 17);"
                        + "const key = crypto.pbkdf2Sync('secret', salt, 1000, 32, 'sha1');"
                        + "return crypto.timingSafeEqual(buf.slice(17, 49), key);"))
                .isEqualTo(true);
    }

    @Test
    void makesRandomValues() {
        assertThat(script.value("const crypto = require('crypto');"
                        + "return [crypto.randomBytes(16).toString('hex').length, crypto.randomBytes(4).equals("
                        + "crypto.randomBytes(4)), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                        + "[0-9a-f]{12}$/.test(crypto.randomUUID()), crypto.getHashes().indexOf('sha256') >= 0];"))
                .asString()
                .isEqualTo("[32, false, true, true]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "createHash('md6'); Digest method not supported",
                "createHmac('md6', 'k'); Invalid digest: md6",
                "createHash('md5').update(undefined); The \"data\" argument must be of type string or an instance of"
                        + " Buffer, TypedArray, or DataView. Received undefined",
                "createHash('sha256', { outputLength: 16 }); error:030000B2:digital envelope routines::not XOF or invalid"
                        + " length",
                "randomInt(5, 5); The value of \"max\" is out of range. It must be greater than the value of \"min\" (5)."
                        + " Received 5",
                "timingSafeEqual(Buffer.from('a'), Buffer.from('ab')); Input buffers must have the same byte length",
                "pbkdf2Sync('p', 's', 0, 20, 'sha1'); The \"iterations\" argument must be an integer from 1 to"
                        + " 2147483647",
                "scryptSync('p', 's', 8, { N: 1048576 }); Invalid scrypt params: memory limit exceeded",
            })
    void complains(String call, String message) {
        assertThat(script.error("require('crypto')." + call)).isEqualTo(message);
    }

    @Test
    void copiesAHashOnItsWay() {
        assertThat(script.value(
                        "const first = require('crypto').createHash('md5').update('ab'); const second = first.copy();"
                                + "return [first.update('c').digest('hex'), second.update('c').digest('hex'),"
                                + " (() => { try { first.copy(); } catch (e) { return e.code; } })()];"))
                .isEqualTo(List.of(
                        "900150983cd24fb0d6963f7d28e17f72",
                        "900150983cd24fb0d6963f7d28e17f72",
                        "ERR_CRYPTO_HASH_FINALIZED"));
    }

    @Test
    void hashesAsAStream() {
        assertThat(script.value("const hash = require('crypto').createHash('md5'); hash.setEncoding('hex');"
                        + "hash.write('ab'); hash.end('c'); return hash.read();"))
                .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    }

    @Test
    void keepsWhatAnUpdateGotWhenTheBufferChanges() {
        assertThat(script.value("const buffer = Buffer.from('abc'); const hash = require('crypto').createHash('md5')"
                        + ".update(buffer); buffer.fill(0); return hash.digest('hex');"))
                .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    }

    @Test
    void makesRandomNumbersWithinTheirRange() {
        assertThat(script.value("const crypto = require('crypto'); const seen = new Set();"
                        + "for (let i = 0; i < 500; i++) seen.add(crypto.randomInt(3));"
                        + "const later = await new Promise((resolve) => crypto.randomInt(5, 6, (e, n) => resolve(n)));"
                        + "return [Array.from(seen).sort().join(), later, crypto.randomInt(-2, -1),"
                        + " crypto.randomFillSync(Buffer.alloc(32)).some((byte) => byte !== 0)];"))
                .isEqualTo(List.of("0,1,2", 5, -2, true));
    }

    @Test
    void derivesNoKeyLongerThanTheRun() {
        LoginOutcome outcome = script.within(Duration.ofMillis(500))
                .login(
                        "async (query, password) => { try { require('crypto').pbkdf2Sync(password, 'salt', 2 ** 31 - 1, 64,"
                                + " 'sha512'); } catch (e) { return { id: 1 }; } }",
                        LegacyQuery.byId("1"),
                        "secret");
        assertThat(outcome).isInstanceOf(LoginOutcome.Unavailable.class);
    }

    @Test
    void digestsOnce() {
        assertThat(script.error("const hash = require('crypto').createHash('md5'); hash.digest(); hash.digest();"))
                .isEqualTo("Digest already called");
    }
}
