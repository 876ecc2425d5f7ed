package io.jenkins.plugins.bluegreen.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Plan;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.report.Report;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation says of parameters and reports is what the code says. */
class ReferenceTest {
    private static final Path PROJECT = Path.of("..", "..");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(PROJECT.resolve("docs/reference.md"));
    }

    private static String row(Parameter parameter) {
        String flag = parameter == Parameter.MANIFEST_TEXT ? "`-f -`" : "`" + parameter.flag() + "`";
        String preset = parameter.defaultText().isEmpty() ? "" : "`" + parameter.defaultText() + "`";
        return "| `%s` | %s | %s | %s |"
                .formatted(parameter.key(), flag, preset, parameter.meaning())
                .replace("|  |", "| |");
    }

    @Test
    void listsEveryParameterAsTheCodeHasIt() throws IOException {
        assertThat(lines().stream().takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(Parameter.values())
                        .map(ReferenceTest::row)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Report.class, Overview.class, Overview.ServiceLine.class, Overview.ReleaseLine.class, Plan.class
            })
    void namesEveryFieldOfWhatIsReturned(Class<?> type) throws IOException {
        List<String> lines = lines();

        assertThat(Stream.of(type.getRecordComponents()).map(RecordComponent::getName))
                .allSatisfy(field ->
                        assertThat(lines).anyMatch(line -> line.startsWith("| `") && line.contains("`" + field + "`")));
    }
}
