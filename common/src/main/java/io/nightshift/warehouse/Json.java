package io.nightshift.warehouse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.nightshift.contract.ContractVersion;
import io.nightshift.errors.StorageException;
import io.nightshift.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * The small files of the warehouse as JSON: the fields in the order of the record, in snake case, dates in ISO form. A field that
 * a later version added is skipped in reading; every file says its format, so that a version that changes a meaning can refuse.
 */
final class Json {
    /** The format of all files written; a file of a higher one is refused. */
    static final int FORMAT = 1;

    /** A field that manifests did not have at first. */
    private static final String CARRIED_FROM = "carried_from";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(new SimpleModule()
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addDeserializer(LocalDate.class, new DateReader())
                    .addSerializer(ContractVersion.class, ToStringSerializer.instance)
                    .addDeserializer(ContractVersion.class, new VersionReader()))
            .build();

    private Json() {}

    static byte[] bytes(Object record) {
        try {
            return (MAPPER.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a record of the warehouse: " + record, impossible);
        }
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not JSON: " + json, malformed);
        }
    }

    /** The record in a file, or nothing when there is no such file. */
    static <T> Optional<T> read(Storage storage, String name, Class<T> type) {
        return storage.read(name).map(bytes -> parse(bytes, tree -> type, storage.path(name)));
    }

    /** One file of releases. */
    static LogEntry logEntry(Storage storage, String name) {
        byte[] bytes = storage.read(name)
                .orElseThrow(() -> new StorageException("Cannot read file: path=" + storage.path(name)
                        + ", expected it to stay, as it was listed; restore it, nothing but a person removes it"));
        return parse(
                bytes,
                tree -> tree.path("kind").asText().equals("prune") ? PruneRecord.class : Release.class,
                storage.path(name));
    }

    private static <T> T parse(byte[] bytes, Function<JsonNode, Class<? extends T>> type, Object path) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            int format = tree.path("format").asInt();
            if (format < 1 || format > FORMAT) {
                throw new StorageException("Cannot read file: path=" + path + ", expected format 1 to " + FORMAT
                        + " but it has " + format + "; use the version of Nightshift that wrote it, or a later one");
            }
            Class<? extends T> known = type.apply(tree);
            if (known == Manifest.class && tree instanceof ObjectNode manifest && !tree.has(CARRIED_FROM)) {
                manifest.put(CARRIED_FROM, "");
            }
            return MAPPER.treeToValue(tree, known);
        } catch (IOException malformed) {
            throw new StorageException(
                    "Cannot read file: path=" + path + ", expected JSON as Nightshift writes it ("
                            + malformed.getMessage() + "); restore the file, no run ever changes it",
                    malformed);
        }
    }

    private static final class DateReader extends StdDeserializer<LocalDate> {
        DateReader() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return LocalDate.parse(json.getText());
        }
    }

    private static final class VersionReader extends StdDeserializer<ContractVersion> {
        VersionReader() {
            super(ContractVersion.class);
        }

        @Override
        public ContractVersion deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String[] parts = json.getText().split("\\.");
            return new ContractVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }
}
