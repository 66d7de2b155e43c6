package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published values are those named in {@link HashModuleTest} and {@link CipherScriptTest}. */
class WebCryptoScriptTest {

    private static final String SUBTLE =
            "const { subtle } = crypto; const bytes = (text) => new TextEncoder().encode(text);"
                    + "const hex = (buffer) => Buffer.from(buffer).toString('hex'); ";

    private final NodeScript script = NodeScript.on(List.of(new HashModule(), new CipherModule(), new KeyModule()));

    @Test
    void isAGlobalVariable() {
        assertThat(script.value("const random = crypto.getRandomValues(new Uint8Array(16));"
                        + "return [crypto.randomUUID().length, random.some((byte) => byte > 0), crypto.webcrypto.subtle ==="
                        + " crypto.subtle, crypto === require('crypto')];"))
                .isEqualTo(List.of(36, true, true, true));
    }

    @Test
    void aScriptMayNameAVariableAfterIt() {
        assertThat(script.value("const crypto = { mine: true }; return crypto.mine;"))
                .isEqualTo(true);
    }

    @Test
    void digestsAndDerives() {
        assertThat(script.value(SUBTLE
                        + "const key = await subtle.importKey('raw', bytes('passwd'), 'PBKDF2', false, ['deriveBits']);"
                        + "const bits = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes('salt'),"
                        + " iterations: 1 }, key, 512);"
                        + "return [hex(await subtle.digest('SHA-1', bytes('abc'))), hex(bits).slice(0, 32),"
                        + " bits instanceof ArrayBuffer];"))
                .isEqualTo(
                        List.of("a9993e364706816aba3e25717850c26c9cd0d89d", "55ac046e56e3089fec1691c22544b605", true));
    }

    /** RFC 5869, test case 1. */
    @Test
    void derivesWithHkdf() {
        assertThat(script.value(SUBTLE + "const salt = Buffer.from('000102030405060708090a0b0c', 'hex');"
                        + "const info = Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'); const ikm = Buffer.alloc(22, 11);"
                        + "const key = await subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits']);"
                        + "const web = await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, 336);"
                        + "return [hex(web), hex(crypto.hkdfSync('sha256', ikm, salt, info, 42)) === hex(web)];"))
                .isEqualTo(List.of(
                        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865", true));
    }

    @Test
    void signsWithHmac() {
        assertThat(script.value(SUBTLE + "const key = await subtle.importKey('raw', bytes('Jefe'),"
                        + " { name: 'HMAC', hash: { name: 'SHA-256' } }, false, ['sign', 'verify']);"
                        + "const data = bytes('what do ya want for nothing?');"
                        + "const signature = await subtle.sign('HMAC', key, data);"
                        + "return [hex(signature), await subtle.verify('HMAC', key, signature, data),"
                        + " await subtle.verify('HMAC', key, signature, bytes('nothing'))];"))
                .isEqualTo(List.of("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", true, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{ name: 'ECDSA', namedCurve: 'P-256' }; { name: 'ECDSA', hash: 'SHA-256' }",
                "{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024 }; \"RSASSA-PKCS1-v1_5\"",
                "{ name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 1024 }; { name: 'RSA-PSS', saltLength: 32 }",
                "\"Ed25519\"; \"Ed25519\"",
            })
    void verifiesWhatItSigns(String generated, String algorithm) {
        assertThat(script.value(SUBTLE + "const made = " + generated + "; const algorithm = " + algorithm + ";"
                        + "const pair = await subtle.generateKey(made, true, ['sign', 'verify']);"
                        + "const signature = await subtle.sign(algorithm, pair.privateKey, bytes('x'));"
                        + "const jwk = await subtle.exportKey('jwk', pair.publicKey);"
                        + "const open = await subtle.importKey('jwk', jwk, made, true, ['verify']);"
                        + "return [await subtle.verify(algorithm, open, signature, bytes('x')),"
                        + " await subtle.verify(algorithm, open, signature, bytes('y'))];"))
                .isEqualTo(List.of(true, false));
    }

    @Test
    void encryptsLikeTheCiphers() {
        assertThat(script.value(SUBTLE + "const iv = Buffer.alloc(12, 1);"
                        + "const key = await subtle.importKey('raw', Buffer.alloc(16), 'AES-GCM', true, ['encrypt', 'decrypt']);"
                        + "const encrypted = await subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes('correct horse'));"
                        + "const cipher = crypto.createCipheriv('aes-128-gcm', Buffer.alloc(16), iv);"
                        + "const same = Buffer.concat([cipher.update('correct horse'), cipher.final(), cipher.getAuthTag()]);"
                        + "const decrypted = await subtle.decrypt({ name: 'AES-GCM', iv }, key, encrypted);"
                        + "return [same.equals(Buffer.from(encrypted)), Buffer.from(decrypted).toString()];"))
                .isEqualTo(List.of(true, "correct horse"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "subtle.digest('MD5', bytes('x')); NotSupportedError",
                "subtle.sign('HMAC', await subtle.importKey('raw', bytes('k'), { name: 'HMAC', hash: 'SHA-256' }, false,"
                        + " ['verify']), bytes('x')); InvalidAccessError",
                "subtle.exportKey('raw', await subtle.importKey('raw', bytes('k'), { name: 'HMAC', hash: 'SHA-256' }, false,"
                        + " ['sign'])); InvalidAccessError",
                "subtle.importKey('raw', bytes('k'), 'ECDSA', false, ['sign']); DataError",
            })
    void rejectsWhatIsNotAllowed(String call, String name) {
        assertThat(script.value(SUBTLE + "try { await " + call + "; } catch (e) { return e.name; } return null;"))
                .isEqualTo(name);
    }
}
