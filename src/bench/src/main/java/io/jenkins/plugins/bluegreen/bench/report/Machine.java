package io.jenkins.plugins.bluegreen.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What it was measured on.
 *
 * @param at when
 * @param processors how many
 * @param memoryGigabytes how much
 * @param system its name
 * @param java the runtime
 * @param bySession whether Linux shares the processors between sessions first, and only then between their threads
 * @param loadAtBegin of the whole machine, a minute's mean; nothing of it is ours yet
 */
public record Machine(
        String at,
        int processors,
        long memoryGigabytes,
        String system,
        String java,
        boolean bySession,
        double loadAtBegin) {
    private static final Path SESSIONS = Path.of("/proc/sys/kernel/sched_autogroup_enabled");

    /** This one, now. */
    public static Machine here() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                "%s %s".formatted(system.getName(), system.getArch()),
                "%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.version")),
                bySession(SESSIONS),
                system.getSystemLoadAverage());
    }

    static boolean bySession(Path setting) {
        try {
            return Files.readString(setting).strip().equals("1");
        } catch (IOException e) {
            // Another system, or a Linux that was built without it.
            return false;
        }
    }

    /** In a line of a table's heading. */
    public String sentence() {
        return "%s: %d processors, %d GB, %s, %s, processors shared by %s, load %.1f before it began"
                .formatted(
                        at, processors, memoryGigabytes, system, java, bySession ? "session" : "thread", loadAtBegin);
    }
}
