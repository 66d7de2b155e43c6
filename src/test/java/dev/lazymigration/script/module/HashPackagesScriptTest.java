package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The small modules over crypto and bcrypt that have the names of npm packages; their hashes are tested with the docs. */
class HashPackagesScriptTest {

    private final NodeScript script = NodeScript.on(
            List.of(new CryptModule(), new HashModule(), new BcryptModule(), new CipherModule(), new KeyModule()));

    @Test
    void digestInOneCall() {
        assertThat(script.value(
                        "return [require('md5')('abc'), require('sha1')('abc'), require('js-sha256').sha256('abc'),"
                                + " await require('hash-wasm').md5('abc'), require('md5')(Buffer.from('abc')),"
                                + " require('md5')('é', { encoding: 'binary' }).length];"))
                .isEqualTo(List.of(
                        "900150983cd24fb0d6963f7d28e17f72",
                        "a9993e364706816aba3e25717850c26c9cd0d89d",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        "900150983cd24fb0d6963f7d28e17f72",
                        "900150983cd24fb0d6963f7d28e17f72",
                        32));
    }

    /** RFC 4231, RFC 6070 and OpenSSL (enc -aes-256-cbc -md md5 -k secret). */
    @Test
    void cryptoJsRuns() {
        assertThat(
                        script.value(
                                "const CryptoJS = require('crypto-js');"
                                        + "const pbkdf2 = CryptoJS.PBKDF2('password', 'salt', { keySize: 5, iterations: 2, hasher:"
                                        + " CryptoJS.algo.SHA1 });"
                                        + "return [CryptoJS.SHA256('abc').toString(CryptoJS.enc.Hex).slice(0, 8), String(pbkdf2),"
                                        + " String(CryptoJS.HmacSHA256('what do ya want for nothing?', 'Jefe')).slice(0, 8),"
                                        + " CryptoJS.AES.decrypt('U2FsdGVkX1/h1eOcxfLdKbB0Zgd+gCgdGQ1u/uROaq0=', 'secret').toString(CryptoJS.enc.Utf8),"
                                        + " CryptoJS.AES.decrypt(CryptoJS.AES.encrypt('x', 'k').toString(), 'k').toString(CryptoJS.enc.Utf8)];"))
                .isEqualTo(List.of(
                        "ba7816bf", "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957", "5bdcc146", "correct horse", "x"));
    }

    @Test
    void hashWhatTheyCheckAgain() {
        assertThat(script.value("const phpass = new (require('phpass').PasswordHash)(8, true);"
                        + "const blowfish = new (require('phpass'))(4, false); const wordpress = require('wordpress-hash-node');"
                        + "const identity = require('aspnet-identity-pw'); const hashes = [phpass.HashPassword('a'),"
                        + " blowfish.HashPassword('a'), wordpress.HashPassword('a'), identity.hashPassword('a')];"
                        + "return [phpass.CheckPassword('a', hashes[0]), phpass.CheckPassword('b', hashes[0]),"
                        + " blowfish.CheckPassword('a', hashes[1]), wordpress.CheckPassword('a', hashes[2]),"
                        + " identity.validatePassword('a', hashes[3]), identity.validatePassword('b', hashes[3])];"))
                .isEqualTo(List.of(true, false, true, true, true, false));
    }

    @Test
    void whatIsNoHashMatchesNothing() {
        assertThat(
                        script.value(
                                "const phpass = new (require('phpass'))(8, true); const identity = require('aspnet-identity-pw');"
                                        + "return [phpass.CheckPassword('a', ''), phpass.CheckPassword('a', '$P$'), phpass.CheckPassword('a', '$P$zabcdefgh'),"
                                        + " require('wordpress-hash-node').CheckPassword('a', 'a'), identity.validatePassword('a', ''),"
                                        + " identity.validatePassword('a', 'AQAAAAEAACcQAAAAEA=='), identity.validatePassword('a', 'AgAA')];"))
                .isEqualTo(List.of(false, false, false, false, false, false, false));
    }

    @Test
    void bcryptHasMoreThanOneName() {
        assertThat(
                        script.value(
                                "const hash = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';"
                                        + "const old = require('bcrypt-nodejs'); const rust = require('@node-rs/bcrypt');"
                                        + "const made = await new Promise((resolve) => old.hash('x', old.genSaltSync(4), null, (e, h) => resolve(h)));"
                                        + "return [old.compareSync('U*U', hash), await rust.verify('U*U', hash), rust.compareSync('x', hash),"
                                        + " old.compareSync('x', made), await require('hash-wasm').bcryptVerify({ password: 'U*U', hash })];"))
                .isEqualTo(List.of(true, true, false, true, true));
    }
}
