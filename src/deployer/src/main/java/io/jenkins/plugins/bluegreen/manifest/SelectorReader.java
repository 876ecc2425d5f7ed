package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.manifest.SelectorTerms.Expression;
import io.jenkins.plugins.bluegreen.manifest.SelectorTerms.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a workload's selector and labels. */
final class SelectorReader {
    private SelectorReader() {}

    static SelectorTerms terms(Fields selector) {
        List<Expression> expressions = new ArrayList<>();
        for (Fields expression : selector.list("matchExpressions")) {
            Optional<String> key = key(expression);
            Optional<Operator> operator = operator(expression);
            List<String> values = expression.texts("values");
            if (key.isPresent() && operator.isPresent()) {
                checkValues(expression, operator.get(), values);
                expressions.add(new Expression(key.get(), operator.get(), values));
            }
        }
        return new SelectorTerms(labels(selector, "matchLabels"), expressions);
    }

    private static Optional<String> key(Fields expression) {
        Optional<String> key = expression.text("key");
        if (key.isPresent() ? !Labels.isKey(key.get()) : !expression.has("key")) {
            expression.problem(
                    "the manifest's " + expression.path("key") + " must be a label's key",
                    key.isPresent() ? "it is not one" : "it is missing",
                    "write the key of a label");
        }
        return key;
    }

    private static Optional<Operator> operator(Fields expression) {
        Optional<Operator> operator = expression.text("operator").flatMap(Operator::of);
        if (operator.isEmpty()) {
            expression.problem(
                    "the manifest's " + expression.path("operator") + " must be an operator",
                    expression.has("operator") ? "it is another word" : "it is missing",
                    "write In, NotIn, Exists or DoesNotExist");
        }
        return operator;
    }

    private static void checkValues(Fields expression, Operator operator, List<String> values) {
        if (operator.takesValues() == values.isEmpty()) {
            expression.problem(
                    "the manifest's " + expression.path("values") + " must "
                            + (operator.takesValues() ? "have values" : "be empty") + " for " + operator.word(),
                    operator.takesValues() ? "it has none" : "it has some",
                    operator.takesValues() ? "write the values" : "remove them");
        }
    }

    /** A map of labels, each checked. */
    static Map<String, String> labels(Fields holder, String field) {
        Map<String, String> labels = holder.textMap(field);
        labels.forEach((key, value) -> {
            if (!Labels.isKey(key)) {
                holder.problem(
                        "the manifest's " + holder.path(field) + " must have labels' keys",
                        "one of its keys is not one",
                        "use up to 63 letters, digits, \"-\", \"_\" and \".\", with an optional domain and \"/\" before"
                                + " them");
            } else if (!Labels.isValue(value)) {
                holder.problem(
                        "the manifest's " + holder.path(field) + "." + key + " must be a label's value",
                        "it is not one",
                        "use up to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends");
            }
        });
        return labels;
    }
}
