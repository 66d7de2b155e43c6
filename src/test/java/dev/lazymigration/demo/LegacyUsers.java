package dev.lazymigration.demo;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.lazymigration.testkit.LegacyAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The thousand people of the demo's legacy database. */
final class LegacyUsers {

    static final int COUNT = 1_000;
    static final String PASSWORD = "analytical engine";

    /** Named in the output. */
    static final List<String> KNOWN = List.of("ada", "alan", "edsger", "grace", "katherine");

    private static final List<String> GIVEN = names("Amara Anton Beatriz Bo Carla Chen Dalia Dmitri Elif Emil Farah"
            + " Finn Gita Hana Hugo Ines Ivan Jana Jomo Kai Kira Lars Leila Mateo Mei Nadia Noah Olga Omar Petra Quinn"
            + " Rosa Sami Sofia Tariq Uma Viktor Wanda Yusuf Zoe");
    private static final List<String> FAMILY = names("Adeyemi Bauer Castro Dubois Eriksen Fischer Garcia Haddad Ivanova"
            + " Jensen Kim Lindberg Moreau Nakamura Okafor Petrov Quiroga Rossi Silva Tanaka Usman Varga Weber Yilmaz"
            + " Zhang");

    private LegacyUsers() {}

    /** All of them, the known ones first. */
    static List<LegacyAccount> all() {
        // One hash for all: a thousand of this cost would take minutes.
        String hash = new String(
                BCrypt.withDefaults().hash(10, PASSWORD.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        List<LegacyAccount> accounts = new ArrayList<>();
        KNOWN.forEach(name -> accounts.add(LegacyAccount.named(name).withStoredPassword(PASSWORD, hash)));
        for (String given : GIVEN) {
            for (String family : FAMILY) {
                accounts.add(LegacyAccount.named((given + "." + family).toLowerCase(Locale.ROOT))
                        .with("name", given + " " + family)
                        .with("given_name", given)
                        .with("family_name", family)
                        .with("nickname", given)
                        .withStoredPassword(PASSWORD, hash));
            }
        }
        return accounts.subList(0, COUNT);
    }

    private static List<String> names(String text) {
        return Stream.of(text.split(" ")).toList();
    }
}
