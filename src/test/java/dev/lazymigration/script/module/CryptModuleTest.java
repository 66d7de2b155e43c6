package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptModuleTest {

    private final SmallRun run = SmallRun.of(new CryptModule());

    /** Ulrich Drepper's SHA-crypt.txt, and hashcat's example hashes. */
    @ParameterizedTest
    @CsvSource({
        "Hello world!, $5$saltstring, $5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
        "Hello world!, $5$rounds=10000$saltstringsaltstring,"
                + " $5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
        "hashcat, $1$28772684$, $1$28772684$iEwNOgGugqO9.bIz5sk8k/",
        "hashcat, $apr1$71850310$, $apr1$71850310$gh9m4xcAn3MGxogwX/ztb.",
        "hashcat, 48, 48c/R8JAv757A",
    })
    void hashesAsPublished(String password, String setting, String hash) throws HostException {
        assertThat(run.call("crypt", password, setting)).isEqualTo(hash);
    }

    @Test
    void leavesThePasswordAsItIs() throws HostException {
        byte[] password = "hashcat".getBytes(StandardCharsets.US_ASCII);
        run.call("crypt", password, "$1$28772684$");

        assertThat(password).isEqualTo("hashcat".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "$7$salt", "$5$", "$6$rounds=1$", "*0", "$6$rounds=99999999999$salt", "ü1"})
    void refusesWhatIsNoSetting(String setting) {
        assertThatThrownBy(() -> run.call("crypt", "pw", setting))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.MISUSE))
                .hasMessage("Invalid salt for crypt");
    }

    @ParameterizedTest
    @CsvSource({"$6$rounds=2000001$salt, 1", "$5$rounds=999999999$salt, 1", "$6$salt, 30000", "$1$salt, 200000"})
    void isLimited(String setting, int length) {
        assertThatThrownBy(() -> run.call("crypt", "x".repeat(length), setting))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.BROKEN))
                .hasMessageContaining("crypt is limited to 2000000 rounds");
    }

    @Test
    void modulesHaveTheNamesAndFunctionsOfNpm() {
        NodeScript script = NodeScript.on(List.of(new CryptModule(), new HashModule(), new BcryptModule()));
        assertThat(script.value("const unixcrypt = require('unixcrypt'); const crypt3 = require('crypt3');"
                        + "const apr1 = require('apache-md5'); const hash = unixcrypt.encrypt('secret');"
                        + "const called = await new Promise((resolve) => crypt3('hashcat', '48', (e, made) => resolve(made)));"
                        + "return [hash.slice(0, 3), unixcrypt.verify('secret', hash), unixcrypt.verify('Secret', hash), called,"
                        + " crypt3('hashcat', '$1$28772684$'), crypt3('U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.'),"
                        + " crypt3.createSalt('md5').length, require('crypt3-sync')('hashcat', '48'), apr1('x', apr1('x')) !== '',"
                        + " require('apache-crypt')('hashcat', '48')];"))
                .isEqualTo(List.of(
                        "$6$",
                        true,
                        false,
                        "48c/R8JAv757A",
                        "$1$28772684$iEwNOgGugqO9.bIz5sk8k/",
                        "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                        11,
                        "48c/R8JAv757A",
                        true,
                        "48c/R8JAv757A"));
    }
}
