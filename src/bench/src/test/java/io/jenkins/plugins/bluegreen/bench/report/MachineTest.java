package io.jenkins.plugins.bluegreen.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    Path folder;

    @Test
    void saysWhetherProcessorsAreSharedBySession() throws IOException {
        Path setting = folder.resolve("sched_autogroup_enabled");
        assertThat(Machine.bySession(setting)).isFalse();
        Files.writeString(setting, "1\n");
        assertThat(Machine.bySession(setting)).isTrue();
        Files.writeString(setting, "0\n");
        assertThat(Machine.bySession(setting)).isFalse();
    }

    @Test
    void saysWhatItIs() {
        assertThat(Machine.here().sentence()).containsPattern("[0-9]+ processors, .* shared by (session|thread), load");
    }
}
