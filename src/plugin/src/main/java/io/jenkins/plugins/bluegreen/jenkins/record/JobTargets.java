package io.jenkins.plugins.bluegreen.jenkins.record;

import hudson.model.Job;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.report.Overview.ReleaseLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Where a job deploys to, in the small file {@value #FILE} beside its configuration: a Pipeline says so only while it
 * runs, and pages must not load builds. Read once, then known.
 */
public final class JobTargets {
    /** Name of the file. */
    public static final String FILE = "blue-green-deploy.json";

    private static final Logger LOGGER = Logger.getLogger(JobTargets.class.getName());
    private static final int MOST = 20;
    private static final int RELEASES = 20;
    private static final Duration RECORDED = Duration.ofMinutes(1);
    private static final Map<Job<?, ?>, List<JobTarget>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private JobTargets() {}

    /**
     * Writes down where a build deployed to, and what was seen there. A run that was refused tells nothing of a place that
     * is not known: neither if nothing was seen there, nor if there is no release. May block.
     */
    public static void note(Job<?, ?> job, JobTarget target, Optional<Overview> seen) {
        boolean refused = "refused".equals(target.outcome());
        boolean there = seen.filter(now -> !now.releases().isEmpty()).isPresent();
        if (target.workload().isEmpty() || refused && seen.isEmpty()) {
            return;
        }
        change(job, all -> {
            Optional<JobTarget> before =
                    all.stream().filter(target::isOfThePlaceOf).findFirst();
            if (before.isEmpty() && refused && !there) {
                return all;
            }
            JobTarget last = before.orElse(target);
            Map<String, String> options = target.options() == null ? last.options() : target.options();
            List<JobTarget> changed = new ArrayList<>(all);
            changed.removeIf(target::isOfThePlaceOf);
            changed.add(
                    0,
                    seen.map(now -> target.seen(few(now), Instant.now().toString(), options))
                            .orElseGet(() -> target.seen(last.overview(), last.seenAt(), options)));
            return changed.subList(0, Math.min(MOST, changed.size()));
        });
    }

    /**
     * Writes down what was seen of a workload, if it is news or the time of the last is long past. A workload whose
     * Services and releases have all gone is forgotten. May block.
     */
    public static void saw(Job<?, ?> job, String id, Overview overview, Instant when) {
        Overview few = few(overview);
        boolean gone = few.services().isEmpty() && few.releases().isEmpty();
        boolean news = of(job, id)
                .filter(known -> gone || !few.equals(known.overview()) || isOld(known, when))
                .isPresent();
        if (news) {
            change(
                    job,
                    all -> all.stream()
                            .filter(target -> !(gone && target.id().equals(id)))
                            .map(target -> target.id().equals(id)
                                    ? target.seen(few, when.toString(), target.options())
                                    : target)
                            .toList());
        }
    }

    private static boolean isOld(JobTarget known, Instant now) {
        return known.seenAt().isEmpty()
                || Instant.parse(known.seenAt()).plus(RECORDED).isBefore(now);
    }

    /** Where a job deployed to, the newest first. May block for a moment, the first time. */
    public static List<JobTarget> of(Job<?, ?> job) {
        List<JobTarget> known = KNOWN.get(job);
        return known == null ? read(job) : known;
    }

    /** One of them. */
    public static Optional<JobTarget> of(Job<?, ?> job, String id) {
        return find(of(job), id);
    }

    private static Optional<JobTarget> find(List<JobTarget> all, String id) {
        return all.stream().filter(target -> target.id().equals(id)).findFirst();
    }

    private static synchronized void change(Job<?, ?> job, UnaryOperator<List<JobTarget>> change) {
        List<JobTarget> changed = List.copyOf(change.apply(of(job)));
        Path file = file(job);
        try {
            if (Files.isDirectory(job.getRootDir().toPath())) {
                Json.write(file, Json.text(changed));
                KNOWN.put(job, changed);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Where " + job + " deploys to could not be written");
        }
    }

    private static synchronized List<JobTarget> read(Job<?, ?> job) {
        Path file = file(job);
        List<JobTarget> all = List.of();
        if (Files.exists(file)) {
            try {
                all = List.of(Json.read(file, JobTarget[].class));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Where " + job + " deploys to cannot be read");
            }
        }
        KNOWN.put(job, all);
        return all;
    }

    /** The newest, and those with traffic. */
    private static Overview few(Overview overview) {
        List<ReleaseLine> lines = overview.releases();
        return new Overview(
                overview.schemaVersion(),
                overview.namespace(),
                overview.workload(),
                overview.mode(),
                overview.services(),
                IntStream.range(0, lines.size())
                        .filter(i ->
                                i >= lines.size() - RELEASES || lines.get(i).traffic())
                        .mapToObj(lines::get)
                        .map(JobTargets::cut)
                        .toList());
    }

    private static ReleaseLine cut(ReleaseLine line) {
        return new ReleaseLine(
                line.name(),
                line.kind(),
                line.version(),
                Bounds.cut(line.images()),
                line.desired(),
                line.ready(),
                line.endpoints(),
                line.traffic(),
                line.good(),
                line.createdAt(),
                line.preparedAt(),
                line.promotedAt(),
                line.rolledBackAt(),
                Bounds.cut(line.failed()),
                Bounds.cut(line.run()),
                Bounds.cut(line.runUrl()));
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(FILE);
    }
}
