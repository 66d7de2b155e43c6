package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of crypt_blowfish's {@code wrapper.c} and jBCrypt's {@code TestBCrypt}. */
class BcryptModuleTest {

    private static final String LONG_PASSWORD =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LONG_HASH = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
    private static final String U_STAR_U = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private final SmallRun run = SmallRun.of(new BcryptModule());

    @AfterEach
    void end() {
        run.close();
    }

    @ParameterizedTest
    @CsvSource({
        "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U*, $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
        "U*U*U, $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
        "'', $2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.",
        "abc, $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
    })
    void matchesThePublishedHashes(String password, String hash) throws HostException {
        assertThat(run.call("compare", password, hash)).isEqualTo(true);
        assertThat(run.call("compare", password + "!", hash)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void takesThePrefixesOfNodeAndPhpForTheSameAlgorithm(String prefix) throws HostException {
        assertThat(run.call("compare", "U*U", U_STAR_U.replace("$2a$", prefix))).isEqualTo(true);
    }

    @Test
    void looksAtTheFirst72BytesOfAPassword() throws HostException {
        assertThat(run.call("compare", LONG_PASSWORD, LONG_HASH)).isEqualTo(true);
        assertThat(run.call("compare", LONG_PASSWORD + "chars after 72 are ignored", LONG_HASH))
                .isEqualTo(true);
        assertThat(run.call("compare", LONG_PASSWORD.substring(0, 71), LONG_HASH))
                .isEqualTo(false);
    }

    @Test
    void readsOnBehindANulCharacter() throws HostException {
        Object hash = run.call("hash", "ab\0cd", "$2b$04$" + "C".repeat(21) + ".");

        assertThat(run.call("compare", "ab\0cd", hash)).isEqualTo(true);
        assertThat(run.call("compare", "ab\0ce", hash)).isEqualTo(false);
        assertThat(run.call("compare", "ab", hash)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$2a$05$",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW ",
                "$1$salt$qJH7.N4xYta3aEG/dfqo/0"
            })
    void neverMatchesWhatIsNoBcryptHash(String hash) throws HostException {
        assertThat(run.call("compare", "U*U", hash)).isEqualTo(false);
    }

    @Test
    void hashesWithAFreshSaltOfTheGivenCost() throws HostException {
        Object salt = run.call("genSalt", 5.0, "b");

        assertThat(salt).asString().startsWith("$2b$05$").hasSize(29);
        assertThat(salt).isNotEqualTo(run.call("genSalt", 5.0, "b"));
        Object hash = run.call("hash", "secret", salt);
        assertThat(hash).asString().startsWith(salt.toString()).hasSize(60);
        assertThat(run.call("compare", "secret".getBytes(StandardCharsets.UTF_8), hash))
                .isEqualTo(true);
    }

    @Test
    void refusesACostThatWouldHoldAThreadForMinutes() {
        assertThatThrownBy(() -> run.call("compare", "U*U", U_STAR_U.replace("$05$", "$24$")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("cost");
    }

    @Test
    void refusesToHashWithAMalformedSalt() {
        assertThatThrownBy(() -> run.call("hash", "secret", "salt"))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("Invalid salt");
    }
}
