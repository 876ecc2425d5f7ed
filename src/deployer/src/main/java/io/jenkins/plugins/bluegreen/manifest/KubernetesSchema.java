package io.jenkins.plugins.bluegreen.manifest;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Plain scalars as {@code kubectl} reads them. Its YAML library keeps two habits of YAML 1.1 that the engine's core
 * schema has given up: {@code defaultMode: 0644} is octal, and {@code yes}, {@code no}, {@code on} and {@code off} are
 * booleans.
 */
final class KubernetesSchema extends CoreSchema {
    /** No field of a manifest has a longer one, and the time to read one grows with the square of its length. */
    private static final int LONGEST_NUMBER = 64;

    private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("no|No|NO|off|Off|OFF");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7]+");

    @Override
    public ScalarResolver getScalarResolver() {
        ScalarResolver core = super.getScalarResolver();
        return (value, implicit) -> {
            if (value.length() > LONGEST_NUMBER) {
                return Tag.STR;
            }
            return implicit && (matches(TRUE, value) || matches(FALSE, value))
                    ? Tag.BOOL
                    : core.resolve(value, implicit);
        };
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        Map<Tag, ConstructNode> constructors = new HashMap<>(super.getSchemaTagConstructors());
        ConstructNode bool = constructors.get(Tag.BOOL);
        constructors.put(Tag.BOOL, node -> switched(node, bool));
        ConstructNode integer = constructors.get(Tag.INT);
        constructors.put(Tag.INT, node -> number(node, integer));
        return constructors;
    }

    private static Object switched(Node node, ConstructNode core) {
        String value = ((ScalarNode) node).getValue();
        return matches(TRUE, value) || !matches(FALSE, value) && (boolean) core.construct(node);
    }

    private static Object number(Node node, ConstructNode core) {
        String value = ((ScalarNode) node).getValue();
        if (!matches(OCTAL, value)) {
            return core.construct(node);
        }
        BigInteger octal = new BigInteger(value, 8);
        return octal.bitLength() < Long.SIZE ? (Object) octal.longValue() : octal;
    }

    private static boolean matches(Pattern pattern, String value) {
        return pattern.matcher(value).matches();
    }
}
