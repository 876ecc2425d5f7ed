package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the few kinds that kubectl sends as protobuf: {@code kubectl create namespace, configmap, secret, serviceaccount,
 * token, role, rolebinding}. Numbers and names of fields are those of Kubernetes's {@code generated.proto} files; fields
 * that nobody sends here are passed over.
 */
final class Protobuf {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private enum Type {
        TEXT,
        BYTES,
        NUMBER,
        MESSAGE,
        TEXT_MAP,
        BYTES_MAP
    }

    private record Field(String name, Type type, boolean repeated, Map<Integer, Field> message) {
        static Field of(String name, Type type) {
            return new Field(name, type, false, Map.of());
        }

        static Field message(String name, Map<Integer, Field> message) {
            return new Field(name, Type.MESSAGE, false, message);
        }

        Field list() {
            return new Field(name, type, true, message);
        }
    }

    private static final Field METADATA = Field.message(
            "metadata",
            Map.of(
                    1,
                    Field.of("name", Type.TEXT),
                    2,
                    Field.of("generateName", Type.TEXT),
                    3,
                    Field.of("namespace", Type.TEXT),
                    11,
                    Field.of("labels", Type.TEXT_MAP),
                    12,
                    Field.of("annotations", Type.TEXT_MAP)));

    private static final Map<String, Map<Integer, Field>> KINDS = Map.of(
            "Namespace",
            Map.of(1, METADATA),
            "ServiceAccount",
            Map.of(1, METADATA),
            "ConfigMap",
            Map.of(1, METADATA, 2, Field.of("data", Type.TEXT_MAP), 3, Field.of("binaryData", Type.BYTES_MAP)),
            "Secret",
            Map.of(
                    1,
                    METADATA,
                    2,
                    Field.of("data", Type.BYTES_MAP),
                    3,
                    Field.of("type", Type.TEXT),
                    4,
                    Field.of("stringData", Type.TEXT_MAP)),
            "TokenRequest",
            Map.of(
                    1,
                    METADATA,
                    2,
                    Field.message(
                            "spec",
                            Map.of(
                                    1,
                                    Field.of("audiences", Type.TEXT).list(),
                                    4,
                                    Field.of("expirationSeconds", Type.NUMBER)))),
            "Role",
            Map.of(
                    1,
                    METADATA,
                    2,
                    Field.message(
                                    "rules",
                                    Map.of(
                                            1,
                                            Field.of("verbs", Type.TEXT).list(),
                                            2,
                                            Field.of("apiGroups", Type.TEXT).list(),
                                            3,
                                            Field.of("resources", Type.TEXT).list(),
                                            4,
                                            Field.of("resourceNames", Type.TEXT).list()))
                            .list()),
            "RoleBinding",
            Map.of(
                    1,
                    METADATA,
                    2,
                    Field.message(
                                    "subjects",
                                    Map.of(
                                            1,
                                            Field.of("kind", Type.TEXT),
                                            2,
                                            Field.of("apiGroup", Type.TEXT),
                                            3,
                                            Field.of("name", Type.TEXT),
                                            4,
                                            Field.of("namespace", Type.TEXT)))
                            .list(),
                    3,
                    Field.message(
                            "roleRef",
                            Map.of(
                                    1,
                                    Field.of("apiGroup", Type.TEXT),
                                    2,
                                    Field.of("kind", Type.TEXT),
                                    3,
                                    Field.of("name", Type.TEXT)))));

    private static final Map<Integer, Field> UNKNOWN = Map.of(
            1,
            Field.message("typeMeta", Map.of(1, Field.of("apiVersion", Type.TEXT), 2, Field.of("kind", Type.TEXT))),
            2,
            Field.of("raw", Type.BYTES));

    private final byte[] bytes;
    private int at;

    private Protobuf(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The object, or nothing if it is not in Kubernetes's envelope or of another kind. */
    static Optional<ObjectNode> read(byte[] bytes) {
        boolean envelope = bytes.length > MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!envelope) {
            return Optional.empty();
        }
        ObjectNode unknown = new Protobuf(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length)).message(UNKNOWN);
        String kind = unknown.path("typeMeta").path("kind").asText();
        return Optional.ofNullable(KINDS.get(kind)).map(fields -> {
            byte[] raw = Base64.getDecoder().decode(unknown.path("raw").asText());
            ObjectNode object = new Protobuf(raw).message(fields);
            object.put("kind", kind);
            object.put("apiVersion", unknown.path("typeMeta").path("apiVersion").asText());
            return object;
        });
    }

    private ObjectNode message(Map<Integer, Field> fields) {
        ObjectNode object = Store.object();
        while (at < bytes.length) {
            long tag = varint();
            Field field = fields.get((int) (tag >>> 3));
            switch ((int) tag & 7) {
                case 0 -> number(object, field, varint());
                case 1 -> at += Long.BYTES;
                case 2 -> value(object, field, next((int) varint()));
                case 5 -> at += Integer.BYTES;
                default -> throw new IllegalArgumentException("No protobuf");
            }
        }
        return object;
    }

    private static void number(ObjectNode object, Field field, long value) {
        if (field != null) {
            object.put(field.name(), value);
        }
    }

    private static void value(ObjectNode object, Field field, byte[] value) {
        if (field == null) {
            return;
        }
        switch (field.type()) {
            case TEXT -> put(object, field, text(value));
            case BYTES -> put(object, field, Base64.getEncoder().encodeToString(value));
            case MESSAGE -> {
                ObjectNode message = new Protobuf(value).message(field.message());
                if (field.repeated()) {
                    list(object, field).add(message);
                } else {
                    object.set(field.name(), message);
                }
            }
            case TEXT_MAP, BYTES_MAP -> entry(object, field, value);
            case NUMBER -> throw new IllegalArgumentException("No protobuf");
        }
    }

    private static void put(ObjectNode object, Field field, String value) {
        if (field.repeated()) {
            list(object, field).add(value);
        } else if (!value.isEmpty()) {
            object.put(field.name(), value);
        }
    }

    /** A map's entry is a message of its key and its value. */
    private static void entry(ObjectNode object, Field field, byte[] value) {
        Type type = field.type() == Type.TEXT_MAP ? Type.TEXT : Type.BYTES;
        ObjectNode entry =
                new Protobuf(value).message(Map.of(1, Field.of("key", Type.TEXT), 2, Field.of("value", type)));
        object.withObjectProperty(field.name())
                .put(entry.path("key").asText(), entry.path("value").asText());
    }

    private static ArrayNode list(ObjectNode object, Field field) {
        return object.withArrayProperty(field.name());
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private byte[] next(int length) {
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return part;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = bytes[at++];
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("No protobuf");
    }
}
