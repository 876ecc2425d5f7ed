package io.jenkins.plugins.bluegreen.jenkins.pages;

import io.jenkins.plugins.bluegreen.report.Overview.ReleaseLine;
import java.util.Collection;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release as a table shows it. What a cluster says is not trusted: a link leads nowhere but to http or https. */
public final class ReleaseRow {
    private static final Pattern OURS = Pattern.compile("jenkins-\\S+ (.+ #\\d+)@\\d+/.*");

    private final ReleaseLine line;

    ReleaseRow(ReleaseLine line) {
        this.line = line;
    }

    /** Its name. */
    public String getName() {
        return line.name();
    }

    /** Its version; empty if that is not recorded. */
    public String getVersion() {
        return line.version();
    }

    /** Its name and version. */
    public String getNamed() {
        return Words.named(line.name(), line.version());
    }

    /** Its images. */
    public Collection<String> getImages() {
        return line.images().values();
    }

    /** Pods that are ready. */
    public int getReady() {
        return line.ready();
    }

    /** Pods that there should be. */
    public int getDesired() {
        return line.desired();
    }

    /** Pods that are ready endpoints. */
    public int getEndpoints() {
        return line.endpoints();
    }

    /** Whether it carries traffic. */
    public boolean isTraffic() {
        return line.traffic();
    }

    /** Whether it can be gone back to: it was promoted, not rolled back from, and has no traffic. */
    public boolean isWayBack() {
        return line.good() && !line.traffic();
    }

    /** What became of it, in a few words. */
    public String getState() {
        if (line.traffic()) {
            return Messages.ReleaseRow_Traffic();
        }
        if (!line.failed().isEmpty()) {
            return Messages.ReleaseRow_Failed(line.failed());
        }
        if (!line.rolledBackAt().isEmpty()) {
            return Messages.ReleaseRow_RolledBack();
        }
        if (!line.preparedAt().isEmpty()) {
            return Messages.ReleaseRow_Prepared();
        }
        return line.good() ? Messages.ReleaseRow_Good() : Messages.ReleaseRow_Dark();
    }

    /** Who made it: a build, or the id of a run; empty if that is not recorded. */
    public String getBy() {
        Matcher ours = OURS.matcher(line.run());
        return ours.matches() ? ours.group(1) : line.run();
    }

    /** Where that can be looked at; null if nowhere. */
    public String getUrl() {
        String url = line.runUrl();
        return url.startsWith("https://") || url.startsWith("http://") ? url : null;
    }

    /** When it was given the traffic, else made; null if that is not known. */
    public Date getWhen() {
        return Shown.time(line.promotedAt())
                .or(() -> Shown.time(line.createdAt()))
                .orElse(null);
    }
}
