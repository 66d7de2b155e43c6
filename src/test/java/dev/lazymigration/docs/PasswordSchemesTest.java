package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptCheck;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptException;
import dev.lazymigration.script.ScriptSlot;
import dev.lazymigration.script.ScriptedDirectory;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.PoolLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function in docs/password-schemes.md, on values that others have published, and on a wrong password. */
class PasswordSchemesTest {

    private static final MarkdownFile SCHEMES = MarkdownFile.read("docs/password-schemes.md");
    private static final Map<String, String> FUNCTIONS = functions();
    private static final RequestContext CONTEXT = new RequestContext("id", "customers", null, null, null, null);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /**
     * @param section the heading in the document
     * @param more what else the function is given, such as the salt
     */
    record Vector(String section, String source, String password, String stored, List<String> more) {

        @Override
        public String toString() {
            return section + ", " + source;
        }
    }

    private static Vector vector(String section, String source, String password, String stored, String... more) {
        return new Vector(section, source, password, stored, List.of(more));
    }

    static Stream<Vector> vectors() {
        String hashcat = "hashcat's example hashes";
        String dotNet = "PasswordHasherTest of ASP.NET Core";
        String django = "Django's test_hashers.py";
        return Stream.of(
                vector(
                        "bcrypt",
                        "Openwall's crypt_blowfish",
                        "U*U",
                        "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
                vector("bcrypt", hashcat, "hashcat", "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6"),
                vector(
                        "Argon2",
                        "test.c of the reference implementation",
                        "password",
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
                vector(
                        "Argon2",
                        "test.c of the reference implementation, version 0x10",
                        "password",
                        "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ"),
                vector(
                        "PBKDF2",
                        "PBKDF2-HMAC-SHA512 values that complement RFC 6070",
                        "password",
                        "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
                                + "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce",
                        "salt",
                        "1"),
                vector(
                        "PBKDF2 of passlib",
                        "passlib's documentation",
                        "password",
                        "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44"),
                vector(
                        "scrypt of passlib",
                        "passlib's documentation",
                        "password",
                        "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"),
                vector(
                        "scrypt of Java",
                        "sample users of opensensors.io",
                        "yods-pwd",
                        "$s0$e0801$dfKRFZiEStuBQm+DKQr5NQ==$9qd8nBxPSsCqcSFxMPGaqofJfeQwgMkiQAIhO7gzm34="),
                vector(
                        "ASP.NET Identity",
                        dotNet + ", version 2 and SimpleMembership",
                        "my password",
                        "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg=="),
                vector(
                        "ASP.NET Identity",
                        dotNet + ", version 3 with SHA-1",
                        "my password",
                        "AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M"),
                vector(
                        "ASP.NET Identity",
                        dotNet + ", version 3 with SHA-256",
                        "my password",
                        "AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8"
                                + "efcW+jQ="),
                vector(
                        "ASP.NET Identity",
                        dotNet + ", version 3 with SHA-512",
                        "my password",
                        "AQAAAAIAAAD6AAAAIJbVi5wbMR+htSfFp8fTw8N8GOS/Sje+S/4YZcgBfU7EQuqv4OkVYmc4VJl9AGZzmRTxSkP7LtVi9IWy"
                                + "UxX8IAAfZ8v+ZfhjCcudtC1YERSqE1OEdXLW9VukPuJWBBjLuw=="),
                // EPiServer's hashes are those of SqlMembershipProvider.
                vector(
                        "ASP.NET Membership",
                        hashcat + ", EPiServer 6 on .NET 2",
                        "hashcat",
                        "utkfN0EOgljbv5FoZ6+AcZD5iLk=",
                        "bEtiVGhPNlZpcUN4a3ExTg==",
                        "SHA1"),
                vector(
                        "ASP.NET Membership",
                        hashcat + ", EPiServer 6 on .NET 4",
                        "hashcat",
                        "lRjiU46qHA7S6ZE7RfKUcYhB85ofArj1j7TrCtu3u6Y=",
                        "MDEyMzQ1Njc4OWFiY2RlZg==",
                        "SHA256"),
                vector(
                        "ASP.NET Membership",
                        "made with openssl dgst -mac HMAC, following Microsoft's reference source",
                        "hashcat",
                        "aZ5+HVA/camHfjMFI1pqfP97WXWNci6hwVGHb76w0Hw=",
                        "bEtiVGhPNlZpcUN4a3ExTg==",
                        "HMACSHA256"),
                vector("PHPass", hashcat, "hashcat", "$P$984478476IagS59wHZvyQMArzfx58u."),
                vector("PHPass", "John the Ripper's tests", "test1", "$H$9aaaaaSXBjgypwqm.JsMssPLiS8YQ00"),
                vector(
                        "WordPress",
                        "the demonstration site of php-wasm",
                        "admin",
                        "$wp$2y$10$Q1xinFjrZeLWJBvxviIL6u834Fu.evIEFHAUVisQ5O.w9Dm0sMdES"),
                vector("WordPress", hashcat, "hashcat", "$P$984478476IagS59wHZvyQMArzfx58u."),
                vector("WordPress", hashcat + ", MD5", "hashcat", "8743b52063cd84097a65d1633f5c74f5"),
                vector(
                        "Drupal 7",
                        "John the Ripper's tests",
                        "password",
                        "$S$CFURCPa.k6FAEbJPgejaW4nijv7rYgGc4dUJtChQtV4KLJTPTC/u"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 without salt",
                        hashcat,
                        "hashcat",
                        "8743b52063cd84097a65d1633f5c74f5"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 without salt",
                        hashcat,
                        "hashcat",
                        "b89eaac7e61417341b710b727768294d0e6a277b"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 without salt",
                        hashcat,
                        "hashcat",
                        "127e6fbfe24a750e72930c220a8e138275656b8e5d8f48a98c3c92df2caba935"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 without salt",
                        hashcat,
                        "hashcat",
                        "82a9dda829eb7f8ffe9fbe49e45d47d2dad9664fbb7adf72492e3c81ebd3e291"
                                + "34d9bc12212bf83c6840f10e8246b9db54a4859b7ccd0123d86e5872c1e5082f"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 with a salt",
                        hashcat,
                        "hashcat",
                        "f0fda58630310a6dd91a7d8f0a4ceda2",
                        "4225637426"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 with a salt",
                        hashcat,
                        "hashcat",
                        "cac35ec206d868b7d7cb0b55f31d9425b075082b",
                        "5363620024"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 with a salt",
                        hashcat,
                        "hashcat",
                        "eb368a2dfd38b405f014118c7d9747fcc97f4f0ee75c05963cd9da6ee65ef498",
                        "560407001617"),
                vector(
                        "MD5, SHA-1, SHA-256 and SHA-512 with a salt",
                        hashcat,
                        "hashcat",
                        "976b451818634a1e2acba682da3fd6efa72adf8a7a08d7939550c244b237c72c"
                                + "7d42367544e826c0c83fe5c02f97c0373b6b1386cc794bf0d21d2df01bb9c08a",
                        "2613516180127"),
                vector("crypt(3)", hashcat, "hashcat", "$1$28772684$iEwNOgGugqO9.bIz5sk8k/"),
                vector(
                        "crypt(3)",
                        "Ulrich Drepper's SHA-crypt.txt",
                        "Hello world!",
                        "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"),
                vector(
                        "crypt(3)",
                        hashcat,
                        "hashcat",
                        "$5$rounds=5000$GX7BopJZJxPc/KEK$le16UF8I2Anb.rOrn22AUPWvzUETDGefUmAV8AZkGcD"),
                vector(
                        "crypt(3)",
                        hashcat,
                        "hashcat",
                        "$6$52450745$k5ka2p8bFuSmoVT1tzOyyuaREkkKBcCNqoDKzYiJL9RaE8yMnPgh2XzzF0NDrUhgrcLwg78xs1w5pJiypEdFX/"),
                vector("crypt(3)", "John the Ripper's tests", "U*U*U*U*", "CCNf8Sbh3HDfQ"),
                vector("Apache htpasswd", hashcat, "hashcat", "$apr1$71850310$gh9m4xcAn3MGxogwX/ztb."),
                vector("LDAP", hashcat, "hashcat", "{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s="),
                vector("LDAP", "passlib's documentation", "password", "{SSHA}pKqkNr1tq3wtQqk+UcPyA3HnA2NsU5NJ"),
                vector("LDAP", "passlib's documentation", "password", "{SMD5}jNoSMNY0cybfuBWiaGlFw3Mfi/U="),
                vector(
                        "LDAP",
                        hashcat,
                        "hashcat",
                        "{SSHA512}ALtwKGBdRgD+U0fPAy31C28RyKYx7+a8kmfksccsOeLknLHv2DBXYI7TDnTolQMBuPkWDISgZr2cHfnNPFjGZTEyND"
                                + "U4OTkw"),
                vector("LDAP", "John the Ripper's tests", "U*U*U*U*", "{CRYPT}CCNf8Sbh3HDfQ"),
                vector(
                        "Django",
                        django,
                        "lètmein",
                        "pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c="),
                vector("Django", django, "lètmein", "sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2dc8"),
                vector("Django", django, "lètmein", "md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3"),
                vector("Django", django, "lètmei", "crypt$$ab1Hv2Lg7ltQo"),
                vector(
                        "Django",
                        django,
                        "secret",
                        "argon2$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q"),
                vector(
                        "Django",
                        django,
                        "lètmein",
                        "scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhh"
                                + "Y8mx7rQwite/Pw=="),
                vector(
                        "Django",
                        "a hash with its password in a Django project's comment",
                        "password",
                        "bcrypt_sha256$$2b$12$VADBCPlCt0wMa2zjUgaXl.jnrvoNt/kgjtRY7i./fo0V2IEp1l6f2"),
                vector(
                        "Werkzeug (Flask)",
                        "a call of check_password_hash in a Flask project",
                        "a",
                        "pbkdf2:sha256:600000$sc7DbSSgTJEsi8b8"
                                + "$3e371872c5da7869cbb162bd177e080d5f0a1cab073db5f90607acae8247cfa4"),
                vector(
                        "Werkzeug (Flask)",
                        django + ", written as Werkzeug writes it",
                        "lètmein",
                        "scrypt:16384:8:1$seasalt$423dfef4f3f246348921e6c79c6f354cc8ecaad6881b13501bf68407f35869f4"
                                + "c9eed89b81f633ef59b495d4044a45c546475508186163c9b1eeb4308ad7bf3f"),
                vector(
                        "Meteor",
                        "Django's bcrypt_sha256 from above, which is the same",
                        "password",
                        "$2b$12$VADBCPlCt0wMa2zjUgaXl.jnrvoNt/kgjtRY7i./fo0V2IEp1l6f2"),
                vector(
                        "Firebase Authentication",
                        "the README of firebase/scrypt",
                        "user1password",
                        "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
                        "42xEC+ixf3L2lw=="),
                vector("MySQL", hashcat, "hashcat", "*FCF7C1B8749CF99D88E5F34271D636178FB5D130"),
                vector(
                        "Joomla until 2.5.17",
                        hashcat,
                        "hashcat",
                        "19e0e8d91c722e7091ca7a6a6fb0f4fa:54718031842521651757785603028777"),
                vector("vBulletin until 4", hashcat, "hashcat", "16780ba78d2d5f02f3202901c1b6d975", "568"),
                vector(
                        "MyBB and Invision Power Board until 3",
                        hashcat,
                        "hashcat",
                        "8d2129083ef35f4b365d5d87487e1207",
                        "47204"),
                vector(
                        "Encrypted instead of hashed",
                        "made with openssl enc, with the key of NIST SP 800-38A, F.2.5",
                        "correct horse",
                        "iIFenCWf0CAL1/wEKGvt4w==",
                        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                        "000102030405060708090a0b0c0d0e0f"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takesThePublishedHashForItsPasswordOnly(Vector vector) {
        assertThat(login(vector, vector.password())).isInstanceOf(LoginOutcome.Authenticated.class);
        assertThat(login(vector, "x" + vector.password())).isInstanceOf(LoginOutcome.Refused.class);
    }

    @Test
    void everySectionHasItsVectors() {
        assertThat(vectors().map(Vector::section).collect(Collectors.toSet())).isEqualTo(FUNCTIONS.keySet());
    }

    @Test
    void theExampleAroundThemIsAScript() throws ScriptException {
        try (HostPrimitives primitives = HostPrimitives.open(PoolLimits.DEFAULT)) {
            new ScriptCheck(ScriptDialect.AUTHING, Map.of(), Set.of(), primitives.modules())
                    .check(ScriptSlot.LOGIN, SCHEMES.blocks("js-login").get(0));
        }
    }

    private static LoginOutcome login(Vector vector, String password) {
        String script =
                """
                async function login(query, password) {
                  %s
                  const row = env.ROW.split('\\n');
                  return (await matches(password, ...row)) ? { id: 1 } : null;
                }"""
                        .formatted(FUNCTIONS.get(vector.section()));
        String row = Stream.concat(Stream.of(vector.stored()), vector.more().stream())
                .collect(Collectors.joining("\n"));
        try (HostPrimitives primitives = HostPrimitives.open(PoolLimits.DEFAULT);
                ScriptedDirectory directory = new ScriptedDirectory(DirectorySettings.of("docs", script, "() => null")
                        .withEnv(Map.of("ROW", row), Set.of())
                        .withTimeLimits(LIMIT, LIMIT)
                        .withHostModules(primitives.modules()))) {
            return directory.login(LegacyQuery.byId("1"), password, CONTEXT);
        }
    }

    /** The function of each section, by its heading. */
    private static Map<String, String> functions() {
        Map<String, String> functions = new LinkedHashMap<>();
        Pattern.compile("^## (.+?)\n(?:(?!^## ).)*?^```js\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(SCHEMES.text())
                .results()
                .forEach(section -> functions.put(section.group(1), section.group(2)));
        return functions;
    }
}
