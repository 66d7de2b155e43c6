package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Transact-SQL text and the parameters that it uses as {@code @name}.
 *
 * @param parameters possibly none
 */
record TsqlBatch(String text, List<Parameter> parameters) {

    private static final int MAX_PARAMETERS = 2000;

    TsqlBatch {
        parameters = List.copyOf(parameters);
    }

    /** @param parameters a list of {@code { name, type, value, output }}, or null */
    static TsqlBatch of(String text, Object parameters) throws HostException {
        if (parameters == null) {
            return new TsqlBatch(text, List.of());
        }
        if (!(parameters instanceof List<?> list) || list.size() > MAX_PARAMETERS) {
            throw HostException.misuse("A request has at most " + MAX_PARAMETERS + " parameters");
        }
        List<Parameter> converted = new ArrayList<>();
        for (Object parameter : list) {
            converted.add(Parameter.of(new Arguments(List.of(parameter)).object(0, "parameter")));
        }
        return new TsqlBatch(text, converted);
    }

    /** As {@code sp_executesql} takes it: {@code @id int, @name nvarchar(4000)}. */
    String declarations() {
        return parameters.stream()
                .map(parameter ->
                        "@" + parameter.name() + " " + parameter.type() + (parameter.output() ? " OUTPUT" : ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * One of the parameters.
     *
     * @param name without the at sign
     * @param type such as {@code nvarchar(4000)}
     * @param value String, Double, Boolean, byte[] or null
     * @param output whether the batch may set it
     */
    record Parameter(String name, String type, Object value, boolean output) {

        private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_@$#]{0,126}");
        private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}(\\((max|\\d{1,5}(,\\d{1,5})?)\\))?");

        private static Parameter of(Map<?, ?> given) throws HostException {
            Object value = given.get("value");
            if (!(given.get("name") instanceof String name)
                    || !NAME.matcher(name).matches()) {
                throw HostException.misuse("The name of a parameter consists of letters, digits and '_'");
            }
            if (!(given.get("type") instanceof String type)
                    || !TYPE.matcher(type).matches()) {
                throw HostException.misuse("The parameter '" + name + "' has no type of SQL Server");
            }
            boolean plain = value == null
                    || value instanceof String
                    || value instanceof Double
                    || value instanceof Boolean
                    || value instanceof byte[];
            if (!plain) {
                throw HostException.misuse(
                        "The value of the parameter '" + name + "' is neither text, number nor bytes");
            }
            return new Parameter(name, type, value, Boolean.TRUE.equals(given.get("output")));
        }

        boolean isBinary() {
            return type.contains("binary") || type.equals("image");
        }
    }
}
