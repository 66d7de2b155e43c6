package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptScriptTest {

    private static final String HASH = "'$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'";

    private final NodeScript script = NodeScript.on(List.of(new BcryptModule()));

    @ParameterizedTest
    @ValueSource(strings = {"bcrypt", "bcryptjs", "bcrypt@5.0.1"})
    void comparesInAllThreeStyles(String module) {
        assertThat(
                        script.value(
                                "const bcrypt = require('" + module + "'); const hash = " + HASH + ";"
                                        + "const called = new Promise((resolve) => bcrypt.compare('U*U', hash, (e, r) => resolve([e, r])));"
                                        + "return [bcrypt.compareSync('U*U', hash), await bcrypt.compare('U*U', hash),"
                                        + " await bcrypt.compare(Buffer.from('wrong'), hash), await called, bcrypt.default === bcrypt];"))
                .asString()
                .isEqualTo("[true, true, false, [null, true], true]");
    }

    @Test
    void callsBackAfterTheCurrentStep() {
        assertThat(script.value("const order = [];"
                        + "const done = new Promise((resolve) => require('bcrypt').compare('U*U', " + HASH
                        + ", () => { order.push('callback'); resolve(); }));"
                        + "order.push('after'); await done; return order;"))
                .isEqualTo(List.of("after", "callback"));
    }

    @Test
    void hashesWhatItComparesAgain() {
        assertThat(script.value("const bcrypt = require('bcrypt');"
                        + "const hash = await bcrypt.hash('grüße', 4);"
                        + "const salted = bcrypt.hashSync('x', await bcrypt.genSalt(5));"
                        + "const called = await new Promise((resolve) => bcrypt.genSalt((e, salt) => resolve(salt)));"
                        + "return [hash.slice(0, 7), await bcrypt.compare('grüße', hash), salted.slice(0, 7),"
                        + " bcrypt.getRounds(salted), called.slice(0, 7), bcrypt.genSaltSync(1, 'a').slice(0, 7)];"))
                .asString()
                .isEqualTo("[$2b$04$, true, $2b$05$, 5, $2b$10$, $2a$04$]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "await bcrypt.compare('x', null) | data and hash arguments required",
                "bcrypt.compareSync(undefined, 'x') | data and hash arguments required",
                "await bcrypt.compare(1, 'x') | data must be a string or Buffer and hash must be a string",
                "await bcrypt.hash('x') | data and salt arguments required",
                "bcrypt.hashSync('x', 'salt') |"
                        + " Invalid salt. Salt must be in the form of: $Vers$log2(NumRounds)$saltvalue",
                "bcrypt.genSaltSync('10') | rounds must be a number",
                "await bcrypt.genSalt(10, 'x') | minor must be either \"a\" or \"b\"",
                "bcrypt.getRounds('x') | invalid hash provided",
            })
    void complainsLikeNode(String call, String message) {
        assertThat(script.error("const bcrypt = require('bcrypt'); " + call)).isEqualTo(message);
    }

    @Test
    void passesTheComplaintToACallback() {
        assertThat(script.value("return new Promise((resolve) => require('bcrypt').compare('x', undefined,"
                        + " (error, same) => resolve([error.message, same === undefined])));"))
                .isEqualTo(List.of("data and hash arguments required", true));
    }
}
