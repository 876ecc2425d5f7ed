package io.jenkins.plugins.bluegreen.jenkins.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.bluegreen.report.Overview;
import java.util.Date;
import java.util.List;

/**
 * Releases at a time.
 *
 * @param overview the releases; null if nobody ever saw them
 * @param seenAt when; null if nobody ever did
 * @param pending whether the cluster has been asked and not answered yet
 * @param error why it did not answer; empty if it did
 * @param live whether it is from the cluster, or what was recorded
 */
public record Snapshot(
        @CheckForNull Overview overview, @CheckForNull Date seenAt, boolean pending, String error, boolean live) {
    /** The releases, the newest first. */
    public List<ReleaseRow> rows() {
        return TargetPage.rows(overview);
    }

    /** The Services. */
    public List<Overview.ServiceLine> services() {
        return overview == null ? List.of() : overview.services();
    }
}
