package io.jenkins.plugins.bluegreen.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a selector asks of labels.
 *
 * @param matchLabels labels that must be there
 * @param matchExpressions expressions that must hold
 */
public record SelectorTerms(Map<String, String> matchLabels, List<Expression> matchExpressions) {

    public SelectorTerms {
        matchLabels = Map.copyOf(matchLabels);
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** Operators of expressions. */
    public enum Operator {
        /** The label is there and has one of the values. */
        IN("In"),
        /** The label has none of the values, or is not there. */
        NOT_IN("NotIn"),
        /** The label is there. */
        EXISTS("Exists"),
        /** The label is not there. */
        DOES_NOT_EXIST("DoesNotExist");

        private final String word;

        Operator(String word) {
            this.word = word;
        }

        /** The operator as it is written in a manifest. */
        public String word() {
            return word;
        }

        /** The operator that is written so, if there is one. */
        public static Optional<Operator> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }

        /** Whether it compares with values. */
        public boolean takesValues() {
            return this == IN || this == NOT_IN;
        }
    }

    /**
     * One expression.
     *
     * @param key of the label
     * @param operator what is asked of it
     * @param values for {@link Operator#IN} and {@link Operator#NOT_IN}
     */
    public record Expression(String key, Operator operator, List<String> values) {
        public Expression {
            values = List.copyOf(values);
        }

        /** Whether labels are as it asks. */
        public boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    /** Whether nothing is asked. */
    public boolean isEmpty() {
        return matchLabels.isEmpty() && matchExpressions.isEmpty();
    }

    /** Whether labels are as it asks. */
    public boolean matches(Map<String, String> labels) {
        return unmatched(labels).isEmpty();
    }

    /** The keys, in order, whose terms labels do not meet. */
    public SortedSet<String> unmatched(Map<String, String> labels) {
        SortedSet<String> keys = new TreeSet<>();
        matchLabels.forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                keys.add(key);
            }
        });
        matchExpressions.stream()
                .filter(expression -> !expression.matches(labels))
                .forEach(expression -> keys.add(expression.key()));
        return keys;
    }

    /** Every key that it uses, in order. */
    public SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>(matchLabels.keySet());
        matchExpressions.forEach(expression -> keys.add(expression.key()));
        return keys;
    }
}
