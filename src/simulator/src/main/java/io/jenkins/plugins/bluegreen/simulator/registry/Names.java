package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names, label keys and label values are good, and what is said of the others. */
final class Names {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String VALUE = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
    private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private static final Pattern IS_LABEL = Pattern.compile(LABEL);
    private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
    private static final Pattern IS_LABEL_1035 = Pattern.compile(LABEL_1035);
    private static final Pattern IS_VALUE = Pattern.compile(VALUE);
    private static final Pattern IS_KEY = Pattern.compile(KEY);

    private Names() {}

    static Optional<String> subdomain(String name) {
        return problem(
                name,
                253,
                IS_SUBDOMAIN,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
                        + SUBDOMAIN + "')");
    }

    static Optional<String> label(String name) {
        return problem(
                name,
                63,
                IS_LABEL,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
                        + LABEL + "')");
    }

    static Optional<String> label1035(String name) {
        return problem(
                name,
                63,
                IS_LABEL_1035,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '"
                        + LABEL_1035 + "')");
    }

    static Optional<String> labelValue(String value) {
        return problem(
                value,
                63,
                IS_VALUE,
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '"
                        + VALUE + "')");
    }

    static Optional<String> key(String key) {
        int slash = key.indexOf('/');
        if (slash >= 0) {
            Optional<String> prefix = subdomain(key.substring(0, slash));
            if (prefix.isPresent()) {
                return prefix.map(text -> "prefix part " + text);
            }
        }
        return problem(
                        key.substring(slash + 1),
                        63,
                        IS_KEY,
                        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
                                + KEY + "')")
                .map(text -> "name part " + text);
    }

    /** Labels, or the pairs of a selector. */
    static void labels(JsonNode pairs, String field, FieldErrors errors) {
        pairs.properties().forEach(pair -> {
            key(pair.getKey()).ifPresent(text -> errors.invalid(field, pair.getKey(), text));
            String value = pair.getValue().asText();
            labelValue(value).ifPresent(text -> errors.invalid(field, value, text));
        });
    }

    private static Optional<String> problem(String text, int longest, Pattern form, String otherwise) {
        if (text.length() > longest) {
            return Optional.of("must be no more than %d bytes".formatted(longest));
        }
        return form.matcher(text).matches() ? Optional.empty() : Optional.of(otherwise);
    }
}
