package io.jenkins.plugins.bluegreen.bench.micro;

import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing and binding of the demonstration's manifest, and of one with a hundred containers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
    private static final int CONTAINERS = 100;

    private String text;
    private String large;
    private Manifest manifest;

    /** Reads the file once. */
    @Setup
    public void read() throws IOException {
        text = Files.readString(Manifests.project().resolve("src/demo/label/replicaset.yaml"));
        StringBuilder more = new StringBuilder(text.stripTrailing()).append('\n');
        for (int i = 1; i < CONTAINERS; i++) {
            more.append("        - name: c%d%n          image: registry.example:5000/team/c%d:v1%n".formatted(i, i));
        }
        large = more.toString();
        manifest = Manifest.parse(text);
    }

    /** From text to a checked manifest. */
    @Benchmark
    public Manifest parsing() {
        return Manifest.parse(text);
    }

    /** The same, a hundred containers. */
    @Benchmark
    public Manifest parsingHundredContainers() {
        return Manifest.parse(large);
    }

    /** Images by name. */
    @Benchmark
    public Bound binding() {
        return Binding.label(manifest, Optional.empty(), List.of("docker.io/bebullish/demo:v2"));
    }
}
