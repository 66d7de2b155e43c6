package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.script.HostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2ScriptTest {

    private final NodeScript script = NodeScript.on(List.of(new HashModule(), new BcryptModule()));

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** RFC 9106, section 5. */
    @ParameterizedTest
    @CsvSource({
        "argon2d, 512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb",
        "argon2i, c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8",
        "argon2id, 0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
    })
    void givesThePublishedTags(String type, String tag) throws HostException {
        try (SmallRun run = SmallRun.of(new HashModule())) {
            Object hash = run.call(
                    "argon2",
                    filled(32, 1),
                    filled(16, 2),
                    filled(8, 3),
                    filled(12, 4),
                    32.0,
                    type,
                    19.0,
                    32.0,
                    3.0,
                    4.0);
            assertThat(HexFormat.of().formatHex((byte[]) hash)).isEqualTo(tag);
        }
    }

    /** test.c of the reference implementation. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
            })
    void verifiesPublishedHashes(String hash) {
        // One for each run: every one of them takes 64 MB, and a run may have 256.
        for (String module : List.of("argon2", "@node-rs/argon2")) {
            assertThat(script.value("const argon2 = require('" + module + "');"
                            + "return [await argon2.verify('" + hash + "', 'password'), await argon2.verify('" + hash
                            + "', 'passwort')];"))
                    .isEqualTo(List.of(true, false));
        }
        assertThat(script.value(
                        "return require('hash-wasm').argon2Verify({ password: 'password', hash: '" + hash + "' });"))
                .isEqualTo(true);
    }

    @Test
    void hashesWhatItVerifiesAgain() {
        assertThat(script.value("const argon2 = require('argon2'); const options = { memoryCost: 256, timeCost: 2,"
                        + " parallelism: 2, salt: Buffer.from('somesalt') };"
                        + "const hash = await argon2.hash('password', options); const own = await argon2.hash('password',"
                        + " { memoryCost: 64, secret: Buffer.from('pepper'), associatedData: Buffer.from('data'),"
                        + " type: argon2.argon2i });"
                        + "const raw = await argon2.hash('password', Object.assign({ raw: true, hashLength: 16 }, options));"
                        + "return [hash, own.slice(0, 39), await argon2.verify(own, 'password', { secret: Buffer.from('pepper') }),"
                        + " await argon2.verify(own, 'password'), raw.length, argon2.needsRehash(hash), argon2.needsRehash(hash,"
                        + " options)];"))
                .isEqualTo(List.of(
                        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                        "$argon2i$v=19$m=64,t=3,p=4,data=ZGF0YQ$",
                        true,
                        false,
                        16,
                        true,
                        false));
    }

    @Test
    void saysThatAHashIsNone() {
        assertThat(script.error("await require('argon2').verify('5f4dcc3b5aa765d61d8327deb882cf99', 'password');"))
                .isEqualTo("pchstr must contain a $ as first char");
    }

    @Test
    void anExpensiveHashIsNoWrongPassword() {
        LoginOutcome outcome = script.login(
                "async (query, password) => { try { return (await require('argon2').verify("
                        + "'$argon2id$v=19$m=262144,t=3,p=4$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc', password))"
                        + " ? { id: 1 } : null; } catch (e) { return null; } }",
                LegacyQuery.byId("1"),
                "password");
        assertThat(outcome).isInstanceOf(LoginOutcome.Broken.class);
    }

    @ParameterizedTest
    @CsvSource({"131073, 1, 1", "65536, 17, 1", "16, 2147483647, 1", "2147483647, 1, 1"})
    void isLimited(double memory, double time, double lanes) {
        try (SmallRun run = SmallRun.of(new HashModule())) {
            assertThatThrownBy(() ->
                            run.call("argon2", "pw", "somesalt", "", "", 32.0, "argon2id", 19.0, memory, time, lanes))
                    .isInstanceOfSatisfying(
                            HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.BROKEN))
                    .hasMessageContaining("argon2 is limited to");
        }
    }
}
