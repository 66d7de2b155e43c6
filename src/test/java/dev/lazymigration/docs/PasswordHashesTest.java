package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.hash.ForeignHash;
import dev.lazymigration.hash.StoredPassword;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.credential.PasswordCredentialModel;

/** What docs/password-hashes.md promises, on the published hashes of the recipes. */
class PasswordHashesTest {

    private static final MarkdownFile HASHES = MarkdownFile.read("docs/password-hashes.md");
    private static final Map<Integer, String> DIGESTS = Map.of(32, "md5", 40, "sha1", 64, "sha256", 128, "sha512");
    private static final Map<String, String> FIREBASE = Map.of(
            "memCost", "14",
            "rounds", "8",
            "saltSeparator", "Bw==",
            "signerKey", "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==");

    /** What a row says about the hashes of a section, when it says more than the hash. */
    private static final Map<String, Function<PasswordSchemesTest.Vector, StoredPassword>> BESIDE = Map.of(
            "PBKDF2",
            vector -> row(
                    vector,
                    "pbkdf2-sha512",
                    vector.more().get(0),
                    Map.of("iterations", vector.more().get(1))),
            "ASP.NET Identity",
            vector -> row(vector, "aspnet-identity", null, Map.of()),
            "WordPress",
            vector -> row(vector, vector.stored().startsWith("$") ? null : "md5", null, Map.of()),
            "MD5, SHA-1, SHA-256 and SHA-512 without salt",
            vector -> row(vector, DIGESTS.get(vector.stored().length()), null, Map.of()),
            "MD5, SHA-1, SHA-256 and SHA-512 with a salt",
            vector -> row(
                    vector,
                    DIGESTS.get(vector.stored().length()),
                    vector.more().get(0),
                    Map.of("saltPosition", "before")),
            "crypt(3)",
            vector -> row(vector, vector.stored().startsWith("$") ? null : "crypt", null, Map.of()),
            "Meteor",
            vector -> row(vector, "bcrypt-sha256", null, Map.of()),
            "Firebase Authentication",
            vector -> row(vector, "firebase-scrypt", vector.more().get(0), FIREBASE),
            "Joomla until 2.5.17",
            vector -> new StoredPassword(
                    vector.stored().split(":")[0],
                    "md5",
                    vector.stored().split(":")[1],
                    Map.of("saltPosition", "after")));

    /** The sections whose systems have a way of their own. */
    private static final Set<String> LEFT_TO_SCRIPTS = Set.of(
            "ASP.NET Membership",
            "MySQL",
            "vBulletin until 4",
            "MyBB and Invision Power Board until 3",
            "Encrypted instead of hashed");

    static Stream<PasswordSchemesTest.Vector> vectors() {
        return PasswordSchemesTest.vectors().filter(vector -> !LEFT_TO_SCRIPTS.contains(vector.section()));
    }

    private static StoredPassword row(
            PasswordSchemesTest.Vector vector, String scheme, String salt, Map<String, String> parameters) {
        return new StoredPassword(vector.stored(), scheme, salt, parameters);
    }

    private static ForeignHash hashOf(PasswordSchemesTest.Vector vector) {
        StoredPassword stored = BESIDE.containsKey(vector.section())
                ? BESIDE.get(vector.section()).apply(vector)
                : StoredPassword.of(vector.stored());
        return ForeignHash.read(stored).fold(hash -> hash, reason -> {
            throw new AssertionError(vector + ": " + reason);
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void thePublishedHashIsReadAndMatchesItsPasswordOnly(PasswordSchemesTest.Vector vector) throws Exception {
        ForeignHash hash = hashOf(vector);

        assertThat(hash.matches(vector.password())).isTrue();
        assertThat(hash.matches("x" + vector.password())).isFalse();
        assertThat(hash.toString()).doesNotContain(vector.stored());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theCredentialThatItBecomesIsVerifiedByItsAlgorithm(PasswordSchemesTest.Vector vector) {
        PasswordCredentialModel credential = asInTheDatabase(hashOf(vector).credential());
        PasswordHashProvider provider =
                ours().get(credential.getPasswordCredentialData().getAlgorithm());

        // Keycloak's own algorithms are in its own tests; that it takes the credentials is in an integration test.
        if (provider != null) {
            assertThat(provider.verify(vector.password(), credential)).isTrue();
            assertThat(provider.verify("x" + vector.password(), credential)).isFalse();
            assertThat(provider.policyCheck(null, credential)).isFalse();
        }
    }

    @Test
    void theTableOfSystemsIsWhatBecomesOfTheirHashes() {
        List<List<String>> documented = HASHES.tableRows().stream()
                .filter(row -> row.size() == 2 && !row.get(0).equals("hashes of"))
                .toList();

        Map<String, Set<String>> become = new LinkedHashMap<>();
        PasswordSchemesTest.vectors()
                .forEach(vector -> become.computeIfAbsent(vector.section(), section -> new TreeSet<>()));
        vectors().forEach(vector -> become.get(vector.section()).add(algorithm(vector)));
        List<List<String>> inTheCode = new ArrayList<>();
        become.forEach((section, algorithms) -> inTheCode.add(List.of(
                section,
                algorithms.stream().map(algorithm -> "`" + algorithm + "`").collect(Collectors.joining(", ")))));
        assertThat(documented).containsExactlyInAnyOrderElementsOf(inTheCode);
    }

    @Test
    void theTableOfAlgorithmsIsThatOfTheFactories() {
        assertThat(HASHES.tableRows().stream()
                        .map(row -> row.get(0))
                        .filter(cell -> cell.startsWith("`lazy-migration-"))
                        .map(cell -> cell.replace("`", "")))
                .containsExactlyInAnyOrderElementsOf(ours().keySet());
    }

    @Test
    void theExampleIsAUserWhoCanLogIn() throws IOException {
        JsonNode example = new ObjectMapper()
                .readTree(HASHES.blocks("json").get(0))
                .path("credentials")
                .get(0);
        CredentialModel model = new CredentialModel();
        model.setType(example.path("type").asText());
        model.setCredentialData(example.path("credentialData").asText());
        model.setSecretData(example.path("secretData").asText());
        PasswordCredentialModel credential = PasswordCredentialModel.createFromCredentialModel(model);

        PasswordHashProvider provider =
                ours().get(credential.getPasswordCredentialData().getAlgorithm());
        assertThat(provider.verify("hashcat", credential)).isTrue();
        assertThat(provider.verify("hashcats", credential)).isFalse();
    }

    private static String algorithm(PasswordSchemesTest.Vector vector) {
        return hashOf(vector).credential().getPasswordCredentialData().getAlgorithm();
    }

    private static PasswordCredentialModel asInTheDatabase(PasswordCredentialModel credential) {
        CredentialModel model = new CredentialModel();
        model.setType(credential.getType());
        model.setCredentialData(credential.getCredentialData());
        model.setSecretData(credential.getSecretData());
        return PasswordCredentialModel.createFromCredentialModel(model);
    }

    private static Map<String, PasswordHashProvider> ours() {
        return ServiceLoader.load(PasswordHashProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.getId().startsWith("lazy-migration-"))
                .collect(Collectors.toMap(PasswordHashProviderFactory::getId, factory -> factory.create(null)));
    }
}
