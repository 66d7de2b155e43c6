package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashModuleTest {

    private static final double DEFAULT_MEMORY = 32 << 20;

    private final SmallRun run = SmallRun.of(new HashModule());

    @AfterEach
    void end() {
        run.close();
    }

    private String hex(String function, Object... arguments) throws HostException {
        return HexFormat.of().formatHex((byte[]) run.call(function, arguments));
    }

    @Nested
    class Digests {

        /** RFC 1321, FIPS 180-4 and 202 example values, and the RIPEMD-160 paper, all for "abc". */
        @ParameterizedTest
        @CsvSource({
            "md5, 900150983cd24fb0d6963f7d28e17f72",
            "sha1, a9993e364706816aba3e25717850c26c9cd0d89d",
            "sha224, 23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
            "sha256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "SHA256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "sha-256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "RSA-SHA256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "sha384, cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                    + "8086072ba1e7cc2358baeca134c825a7",
            "sha512, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "sha512-256, 53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
            "sha3-256, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
            "ripemd160, 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
            "shake128, 5881092dd818bf5cf8a3ddb793fbcba7",
            "shake256, 483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739",
        })
        void giveThePublishedValues(String algorithm, String expected) throws HostException {
            assertThat(hex("digest", algorithm, "abc")).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "sha257", "crc32", "SHA-512/256"})
        void refuseUnknownNames(String algorithm) {
            assertThatThrownBy(() -> hex("digest", algorithm, "abc"))
                    .isInstanceOf(HostException.class)
                    .hasMessage("Invalid digest: " + algorithm);
        }

        @Test
        void allWorkThatAreNamed() throws HostException {
            for (Object name : (Iterable<?>) run.call("names")) {
                assertThat(hex("digest", name, "")).isNotEmpty();
            }
        }
    }

    @Nested
    class Hmacs {

        /** RFC 4231, test case 2. */
        @ParameterizedTest
        @CsvSource({
            "sha224, a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
            "sha256, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "sha384, af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                    + "8e2240ca5e69e2c78b3239ecfab21649",
            "sha512, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                    + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        })
        void giveThePublishedValues(String algorithm, String expected) throws HostException {
            assertThat(hex("hmac", algorithm, "Jefe", "what do ya want for nothing?"))
                    .isEqualTo(expected);
        }

        /** The value that HMAC's definition gives for an empty key and message, as Wikipedia's HMAC page lists it. */
        @Test
        void takeAnEmptyKey() throws HostException {
            assertThat(hex("hmac", "sha256", "", ""))
                    .isEqualTo("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
        }
    }

    @Nested
    class Pbkdf2s {

        /** RFC 6070. */
        @ParameterizedTest
        @CsvSource({
            "password, salt, 1, 20, 0c60c80f961f0e71f3a9b524af6012062fe037a6",
            "password, salt, 2, 20, ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
            "password, salt, 4096, 20, 4b007901b765489abead49d926f721d065a429c1",
            "passwordPASSWORDpassword, saltSALTsaltSALTsaltSALTsaltSALTsalt, 4096, 25,"
                    + " 3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        })
        void giveThePublishedSha1Values(String password, String salt, double iterations, double length, String expected)
                throws HostException {
            assertThat(hex("pbkdf2", password, salt, iterations, length, "sha1"))
                    .isEqualTo(expected);
        }

        /** RFC 7914, section 11. */
        @Test
        void giveThePublishedSha256Value() throws HostException {
            assertThat(hex("pbkdf2", "passwd", "salt", 1.0, 64.0, "sha256"))
                    .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                            + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
        }

        @Test
        void workWithEveryDigestThatNodeTakesForThem() throws HostException {
            List<Object> digests = new ArrayList<>((List<?>) run.call("names"));
            digests.removeAll(List.of("shake128", "shake256", "blake2b512", "blake2s256"));
            for (Object digest : digests) {
                assertThat(hex("pbkdf2", "", "", 1.0, 100.0, digest)).hasSize(200);
            }
            assertThatThrownBy(() -> hex("pbkdf2", "pw", "salt", 1.0, 20.0, "shake128"))
                    .hasMessage("Invalid digest: shake128");
        }

        @Test
        void mayHaveNoBytes() throws HostException {
            assertThat(hex("pbkdf2", "pw", "salt", 1.0, 0.0, "sha1")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "2147483647, 20, sha1",
            "2000000000, 64, sha512",
            "1, 1048576, ripemd160",
            "2147483647, 1048576, md5"
        })
        void endWithTheTimeOfTheRun(double iterations, double length, String digest) {
            try (SmallRun hurried = new SmallRun(new HashModule(), Duration.ofMillis(50))) {
                assertThatThrownBy(() -> {
                            for (; ; ) {
                                hurried.call("pbkdf2", "pw", "salt", iterations, length, digest);
                            }
                        })
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("ETIMEDOUT"));
            }
        }
    }

    @Nested
    class Scrypts {

        /** RFC 7914, section 12. */
        @ParameterizedTest
        @CsvSource({
            "'', '', 16, 1, 1,"
                    + " 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                    + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
            "password, NaCl, 1024, 8, 16,"
                    + " fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                    + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
            "pleaseletmein, SodiumChloride, 16384, 8, 1,"
                    + " 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                    + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        })
        void giveThePublishedValues(String password, String salt, double n, double r, double p, String expected)
                throws HostException {
            assertThat(hex("scrypt", password, salt, 64.0, n, r, p, DEFAULT_MEMORY))
                    .isEqualTo(expected);
        }

        @Test
        void takeNoMoreMemoryThanTheyMay() {
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, 32768.0, 8.0, 1.0, DEFAULT_MEMORY))
                    .hasMessage("Invalid scrypt params: memory limit exceeded");
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, 1073741824.0, 64.0, 64.0, 2e9))
                    .hasMessage("Invalid scrypt params: memory limit exceeded");
            // Their products are 0 and less in 64 bits.
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, 512.0, 1073741824.0, 1174405120.0, 2e9))
                    .hasMessage("Invalid scrypt params: memory limit exceeded");
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, 262144.0, 8.0, 1.0, 2e9))
                    .isInstanceOfSatisfying(
                            HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.BROKEN))
                    .hasMessage("scrypt is limited to 138412032 bytes of memory");
        }

        @Test
        void needAPowerOfTwo() {
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, 1000.0, 8.0, 1.0, DEFAULT_MEMORY))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("power of two");
        }

        @Test
        void mayHaveNoBytes() throws HostException {
            assertThat(hex("scrypt", "pw", "salt", 0.0, 16.0, 1.0, 1.0, DEFAULT_MEMORY))
                    .isEmpty();
        }

        @Test
        void needALargerBlockForAHighCost() {
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, 65536.0, 1.0, 1.0, DEFAULT_MEMORY))
                    .hasMessage("Invalid scrypt params: memory limit exceeded");
        }

        @ParameterizedTest
        @CsvSource({"16384, 8, 17", "65536, 8, 5", "32768, 2, 33"})
        void areLimited(double n, double r, double p) {
            assertThatThrownBy(() -> hex("scrypt", "pw", "salt", 64.0, n, r, p, 2e9))
                    .isInstanceOfSatisfying(
                            HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.BROKEN))
                    .hasMessageContaining("limited to N * r * p = 2097152");
        }

        @Test
        void areOfNoUseAfterTheDeadline() {
            try (SmallRun hurried = new SmallRun(new HashModule(), Duration.ofMillis(50))) {
                assertThatThrownBy(() -> hurried.call("scrypt", "pw", "s", 64.0, 16384.0, 8.0, 8.0, DEFAULT_MEMORY))
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("ETIMEDOUT"));
            }
        }
    }

    @Nested
    class Chains {

        @Test
        void hashAgainAndAgainWithThePassword() throws HostException {
            byte[] once = (byte[]) run.call("digest", "md5", "aaaaaSXBtest1");
            byte[] twice = (byte[]) run.call("digest", "md5", concat(once, "test1"));

            assertThat(run.call("chain", "md5", "aaaaaSXBtest1", "test1", 0.0)).isEqualTo(once);
            assertThat(run.call("chain", "md5", "aaaaaSXBtest1", "test1", 1.0)).isEqualTo(twice);
        }

        private byte[] concat(byte[] first, String second) {
            byte[] both = Arrays.copyOf(first, first.length + second.length());
            System.arraycopy(second.getBytes(StandardCharsets.UTF_8), 0, both, first.length, second.length());
            return both;
        }

        @Test
        void endWithTheTimeOfTheRun() {
            try (SmallRun hurried = new SmallRun(new HashModule(), Duration.ofMillis(50))) {
                assertThatThrownBy(() -> hurried.call("chain", "sha512", "a", "b", 2147483647.0))
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("ETIMEDOUT"));
            }
        }
    }

    @Test
    void randomBytesAreAsManyAsAskedForAndDiffer() throws HostException {
        assertThat((byte[]) run.call("randomBytes", 16.0)).hasSize(16);
        assertThat(hex("randomBytes", 16.0)).isNotEqualTo(hex("randomBytes", 16.0));
        assertThatThrownBy(() -> run.call("randomBytes", 2e6)).isInstanceOf(HostException.class);
    }

    @Test
    void comparesBytes() throws HostException {
        byte[] one = "same".getBytes(StandardCharsets.UTF_8);

        assertThat(run.call("timingSafeEqual", one, "same")).isEqualTo(true);
        assertThat(run.call("timingSafeEqual", one, "some")).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scrypt", "argon2"})
    void waitsForMemoryNoLongerThanTheRunMayLast(String function) throws HostException {
        Object[] arguments = function.equals("scrypt")
                ? new Object[] {"p", "salt-of-8", 32.0, 1024.0, 8.0, 1.0, DEFAULT_MEMORY}
                : new Object[] {"p", "salt-of-8", "", "", 32.0, "argon2id", 19.0, 1024.0, 1.0, 1.0};
        assertThat(hex(function, arguments)).hasSize(64);
        long all = Runtime.getRuntime().maxMemory() / 4 >> 20 << 20;

        try (SmallRun another = new SmallRun(new HashModule(), Duration.ofMillis(100))) {
            HashMemory.SHARED.with("another", all, run.deadline(), () -> {
                assertThatThrownBy(() -> another.call(function, arguments))
                        .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.kind())
                                .isEqualTo(HostException.Kind.UNAVAILABLE))
                        .hasMessage("Other logins use the memory that " + function + " needs");
                return null;
            });
        }
    }
}
