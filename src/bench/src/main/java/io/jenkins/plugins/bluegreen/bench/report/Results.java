package io.jenkins.plugins.bluegreen.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.bluegreen.bench.cluster.Sample;
import io.jenkins.plugins.bluegreen.bench.controller.Waiting;
import io.jenkins.plugins.bluegreen.bench.micro.Score;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that came out: {@code results.json} has each run, {@code results.md} the tables. Written after each part. */
public final class Results {
    private final Path folder;
    private final Map<String, Object> data = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    /**
     * Nothing is measured yet.
     *
     * @param folder to write to; made if it is not there
     */
    public Results(Path folder) {
        this.folder = folder;
        Machine machine = Machine.here();
        data.put("machine", machine);
        text.append(machine.sentence()).append('\n');
    }

    /** What the orders did on the control plane. */
    public void cluster(List<Sample> samples) {
        add("cluster", samples, Tables.cluster(samples) + '\n' + Goals.of(samples));
    }

    /** What the orders did to a steady load on the embedded cluster. */
    public void traffic(List<Sample> samples) {
        add("traffic", samples, Tables.traffic(samples));
    }

    /** What single pieces of the core take. */
    public void micro(List<Score> scores) {
        StringBuilder table = new StringBuilder("\n| what | µs | ± |\n| --- | --: | --: |\n");
        scores.forEach(score -> table.append(score.row()).append('\n'));
        add("micro", scores, table.toString());
    }

    /** What deployments that wait take. */
    public void controller(List<Waiting> numbers) {
        StringBuilder table = new StringBuilder(
                "\n| waiting | for | threads more | heap more MB | processor share |\n| --: | --- | --: | --: | --: |\n");
        numbers.forEach(number -> table.append(number.row()).append('\n'));
        add("controller", numbers, table.toString());
    }

    private void add(String part, List<?> numbers, String table) {
        data.put(part, numbers);
        text.append("\n## ").append(part).append('\n').append(table);
        System.out.print(table);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("results.md"), text);
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(folder.resolve("results.json").toFile(), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
