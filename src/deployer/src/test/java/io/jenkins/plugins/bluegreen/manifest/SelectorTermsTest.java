package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.manifest.SelectorTerms.Expression;
import io.jenkins.plugins.bluegreen.manifest.SelectorTerms.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTermsTest {
    @ParameterizedTest
    @CsvSource({
        "In, a, true",
        "In, c, false",
        "In, , false",
        "NotIn, a, false",
        "NotIn, c, true",
        "NotIn, , true",
        "Exists, a, true",
        "Exists, , false",
        "DoesNotExist, a, false",
        "DoesNotExist, , true"
    })
    void evaluatesExpressions(String operator, String value, boolean matches) {
        Operator found = Operator.of(operator).orElseThrow();
        Expression expression = new Expression("k", found, found.takesValues() ? List.of("a", "b") : List.of());
        Map<String, String> labels = value == null ? Map.of("other", "x") : Map.of("k", value);

        assertThat(new SelectorTerms(Map.of(), List.of(expression)).matches(labels))
                .isEqualTo(matches);
        assertThat(found.word()).isEqualTo(operator);
    }

    @Test
    void needsAllTermsAndNamesThoseThatAreNotMet() {
        SelectorTerms terms = new SelectorTerms(
                Map.of("app", "demo", "env", "prod"), List.of(new Expression("tier", Operator.EXISTS, List.of())));

        assertThat(terms.matches(Map.of("app", "demo", "env", "prod", "tier", "x", "more", "y")))
                .isTrue();
        assertThat(terms.unmatched(Map.of("app", "other", "env", "prod"))).containsExactly("app", "tier");
        assertThat(terms.keys()).containsExactly("app", "env", "tier");
        assertThat(terms.isEmpty()).isFalse();
        assertThat(new SelectorTerms(Map.of(), List.of()).isEmpty()).isTrue();
        assertThat(Operator.of("Equals")).isEmpty();
    }
}
