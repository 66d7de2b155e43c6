package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lazymigration.admin.ProvidersResource;
import dev.lazymigration.audit.FindingCode;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyTrial;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/openapi.yaml says of the code. */
class OpenApiTest {

    private static final String BASE = "/admin/realms/{realm}/lazy-migration";
    private static final String SCHEMAS = "#/components/schemas/";

    /** Those that are no records of ours. */
    private static final Set<String> OTHER_SCHEMAS = Set.of("Error", "Method", "Kind", "State", "FindingCode");

    private static JsonNode description;

    /** By its HTTP method and path, {@code GET /{providerId}/status}. */
    private static Map<String, Method> operations;

    @BeforeAll
    static void read() throws IOException {
        description = new YAMLMapper().readTree(new File("docs/openapi.yaml"));
        operations = new TreeMap<>();
        collect(ProvidersResource.class, "");
    }

    private static void collect(Class<?> resource, String path) {
        for (Method method : resource.getMethods()) {
            String here = path + segment(method.getAnnotation(Path.class));
            String verb = verb(method);
            if (!verb.isEmpty()) {
                operations.put(verb + " " + here, method);
            } else if (method.isAnnotationPresent(Path.class)) {
                collect(method.getReturnType(), here);
            }
        }
    }

    private static String segment(Path path) {
        return path == null ? "" : "/" + path.value().replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }

    private static String verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst()
                .orElse("");
    }

    private static JsonNode operation(String key) {
        String[] verbAndPath = key.split(" ");
        return pathItem(key).path(verbAndPath[0].toLowerCase());
    }

    private static JsonNode pathItem(String key) {
        return description.path("paths").path(BASE + key.split(" ")[1]);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** The schemas of our records, by their names. */
    private static Map<String, JsonNode> recordSchemas() {
        Map<String, JsonNode> schemas = new TreeMap<>();
        names(description.path("components").path("schemas")).stream()
                .filter(name -> !OTHER_SCHEMAS.contains(name))
                .forEach(name -> schemas.put(
                        name, description.path("components").path("schemas").path(name)));
        return schemas;
    }

    @Test
    void everyOperationOfTheCodeIsInItAndNoOther() {
        Set<String> described = new TreeSet<>();
        JsonNode paths = description.path("paths");
        names(paths).forEach(path -> names(paths.path(path)).stream()
                .filter(verb -> !verb.equals("parameters"))
                .forEach(verb -> described.add(verb.toUpperCase() + " " + path.substring(BASE.length()))));

        assertThat(described)
                .as("describe an operation that is missing under paths of docs/openapi.yaml, with its answers and the"
                        + " schemas of its records; take one out that is there no more")
                .isEqualTo(operations.keySet());
    }

    @Test
    void everyParameterOfTheCodeIsInItWithItsDefaultAndNoOther() {
        operations.forEach((key, method) -> {
            List<String> described = new ArrayList<>();
            Stream.of(pathItem(key).path("parameters"), operation(key).path("parameters"))
                    .forEach(list -> list.forEach(parameter -> described.add(summary(resolved(parameter)))));
            List<String> expected = new ArrayList<>(List.of("path realm ", "path providerId "));
            Stream.of(method.getParameters())
                    .filter(parameter -> !isBody(parameter))
                    .map(OpenApiTest::summary)
                    .forEach(expected::add);

            assertThat(described).as(key).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    private static String summary(JsonNode parameter) {
        return parameter.path("in").asText() + " " + parameter.path("name").asText() + " "
                + parameter.path("schema").path("default").asText();
    }

    private static String summary(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        return query == null
                ? "path " + parameter.getAnnotation(PathParam.class).value() + " "
                : "query " + query.value() + " " + (value == null ? "" : value.value());
    }

    private static boolean isBody(Parameter parameter) {
        return parameter.getAnnotations().length == 0;
    }

    @Test
    void everyBodyOfARequestIsInIt() {
        operations.forEach((key, method) -> {
            List<String> bodies = Stream.of(method.getParameters())
                    .filter(OpenApiTest::isBody)
                    .map(parameter -> SCHEMAS + schemaName(parameter.getType()))
                    .toList();
            JsonNode described = operation(key).path("requestBody").path("content");

            assertThat(described.findValuesAsText("$ref")).as(key).isEqualTo(bodies);
            assertThat(names(described)).as(key).isEqualTo(bodies.isEmpty() ? Set.of() : Set.of("application/json"));
        });
    }

    @Test
    void everyAnswerIsInItAsTheCodeGivesIt() {
        operations.forEach((key, method) -> {
            JsonNode answers = operation(key).path("responses");
            List<String> successes = names(answers).stream()
                    .filter(status -> status.startsWith("2"))
                    .toList();
            Produces produces = method.getAnnotation(Produces.class);

            assertThat(successes).as(key).isNotEmpty().allSatisfy(success -> assertThat(
                            names(answers.path(success).path("content")))
                    .isEqualTo(produces == null ? Set.of() : Set.of(produces.value())));
            assertThat(names(answers)).as(key).contains("401", "403", "404");
            if (method.getReturnType() == void.class) {
                assertThat(successes).as(key).containsExactly("204");
            } else if (method.getReturnType() != Response.class) {
                assertThat(successes).as(key).containsExactly("200");
                assertThat(answers.path("200").findValuesAsText("$ref"))
                        .as(key)
                        .containsExactly(SCHEMAS + schemaName(method.getReturnType()));
            }
        });
    }

    @Test
    void whoeverActsNeedsTheRolesThatTheDocumentationOfTheApiNames() {
        List<List<String>> rows = MarkdownFile.read("docs/admin-api.md").tableRows();

        operations.keySet().forEach(key -> {
            String request = "`" + key.replace("/{providerId}/", "") + "`";
            List<String> row = rows.stream()
                    .filter(cells -> cells.size() == 3 && cells.get(0).contains(request))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(request + " is in no row of docs/admin-api.md"));
            String needs = operation(key).path("description").asText();
            assertThat(Stream.of("view-users", "manage-users", "manage-realm")
                            .filter(needs::contains)
                            .toList())
                    .as(key)
                    .isEqualTo(Stream.of("view-users", "manage-users", "manage-realm")
                            .filter(row.get(2)::contains)
                            .toList());
        });
    }

    @Test
    void everyRecordHasTheFieldsOfItsSchema() {
        recordSchemas().forEach((name, schema) -> {
            Map<String, String> expected = new TreeMap<>();
            Map<String, String> described = new TreeMap<>();
            for (RecordComponent component : record(name).getRecordComponents()) {
                expected.put(component.getName(), typeName(component.getGenericType()));
            }
            JsonNode properties = schema.path("properties");
            names(properties).forEach(field -> described.put(field, typeName(properties.path(field))));

            assertThat(described).as(name).isEqualTo(expected);
        });
    }

    @Test
    void whatIsNeverMissingInAnAnswerIsRequired() {
        recordSchemas().entrySet().stream()
                .filter(schema -> !schema.getKey().contains("Request"))
                .forEach(schema -> {
                    List<String> required = new ArrayList<>();
                    schema.getValue().path("required").forEach(field -> required.add(field.asText()));

                    assertThat(required)
                            .as(schema.getKey())
                            .containsAll(Stream.of(record(schema.getKey()).getRecordComponents())
                                    .filter(component -> component.getType().isPrimitive())
                                    .map(RecordComponent::getName)
                                    .toList());
                });
    }

    private static Class<?> record(String schemaName) {
        for (String inPackage : List.of("admin", "audit")) {
            try {
                return Class.forName("dev.lazymigration." + inPackage + "." + schemaName.replace('.', '$'));
            } catch (ClassNotFoundException inAnother) {
                continue;
            }
        }
        throw new AssertionError("There is no record for the schema " + schemaName);
    }

    private static String schemaName(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static String typeName(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? "list of " + typeName(of[0]) : "map of " + typeName(of[1]);
        }
        Class<?> plain = (Class<?>) type;
        return plain == long.class || plain == Long.class
                ? "int64"
                : plain == int.class || plain == Integer.class
                        ? "int32"
                        : plain == boolean.class || plain == Boolean.class
                                ? "boolean"
                                : plain == String.class
                                        ? "string"
                                        : plain == Object.class ? "anything" : schemaName(plain);
    }

    private static String typeName(JsonNode schema) {
        JsonNode reference = schema.has("allOf") ? schema.path("allOf").get(0) : schema;
        if (reference.has("$ref")) {
            String name = reference.path("$ref").asText().substring(SCHEMAS.length());
            return OTHER_SCHEMAS.contains(name) ? typeName(resolved(reference)) : name;
        }
        return switch (schema.path("type").asText()) {
            case "array" -> "list of " + typeName(schema.path("items"));
            case "object" -> "map of " + typeName(schema.path("additionalProperties"));
            case "integer" -> schema.path("format").asText();
            case "" -> "anything";
            default -> schema.path("type").asText();
        };
    }

    @Test
    void everyReferenceLeadsSomewhereAndNothingIsThereThatNobodyRefersTo() {
        List<String> references = description.findValuesAsText("$ref");

        assertThat(references).allSatisfy(reference -> assertThat(
                        description.at(reference.substring(1)).isObject())
                .as(reference)
                .isTrue());
        Stream.of("schemas", "parameters", "responses")
                .forEach(kind -> assertThat(names(description.path("components").path(kind)))
                        .allSatisfy(name -> assertThat(references).contains("#/components/" + kind + "/" + name)));
    }

    @Test
    void everyOperationHasANameOfItsOwnAndNeedsAToken() {
        List<String> ids = operations.keySet().stream()
                .map(key -> operation(key).path("operationId").asText())
                .toList();

        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
        assertThat(names(description.path("security").get(0))).containsExactly("token");
        assertThat(description
                        .path("components")
                        .path("securitySchemes")
                        .path("token")
                        .path("scheme")
                        .asText())
                .isEqualTo("bearer");
    }

    @Test
    void theWordsOfTheCodeAreThose() {
        assertThat(words("Method"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(MigrationMethod.values())
                        .map(MigrationMethod::label)
                        .toList());
        assertThat(words("Kind"))
                .containsExactlyElementsOf(
                        Stream.of(FailureKind.values()).map(FailureKind::label).toList());
        assertThat(words("FindingCode"))
                .containsExactlyElementsOf(
                        Stream.of(FindingCode.values()).map(FindingCode::code).toList());
        assertThat(words(description.at("/components/schemas/TrialRepresentation/properties/outcome")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(LegacyTrial.Ending.values())
                        .map(LegacyTrial.Ending::label)
                        .toList());
    }

    private static List<String> words(String schema) {
        return words(description.path("components").path("schemas").path(schema));
    }

    private static List<String> words(JsonNode schema) {
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }
}
