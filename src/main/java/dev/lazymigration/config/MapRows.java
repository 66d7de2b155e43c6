package dev.lazymigration.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.util.JsonSerialization;

/** The rows of a setting that the console shows as keys and values, and stores as a JSON array of them. */
final class MapRows {

    /** One row; either may be null or blank. */
    record Row(String key, String value) {}

    private MapRows() {}

    static List<Row> of(ComponentModel component, String key, String messageKeyIfInvalid)
            throws InvalidConfigException {
        String json = component.get(key);
        if (json == null || json.isBlank()) {
            return List.of();
        }
        try {
            return JsonSerialization.mapper.readValue(json, new TypeReference<List<Row>>() {});
        } catch (JsonProcessingException malformed) {
            throw new InvalidConfigException(messageKeyIfInvalid, key);
        }
    }
}
