package io.jenkins.plugins.bluegreen.jenkins.pages;

import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.report.Progress;
import io.jenkins.plugins.bluegreen.report.Progress.ReleasePods;
import java.util.List;
import java.util.Locale;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** A deployment that goes on, as its page shows it. */
public final class LiveDeployment {
    private final String id;
    private final String title;
    private final String sentence;
    private final Progress progress;

    LiveDeployment(Conduct conduct) {
        id = Util.getDigestOf(conduct.order().run().id());
        title = Words.kind(conduct.order().kind().name().toLowerCase(Locale.ROOT));
        sentence = conduct.story().last();
        progress = conduct.story().progress().orElse(null);
    }

    /** One release: how many of its pods are ready, and how many serve. */
    public record ReleaseLine(String name, String style, int desired, int ready, String text) {}

    /** Names it on its page. */
    public String getId() {
        return id;
    }

    /** What was asked for. */
    public String getTitle() {
        return title;
    }

    /** What it does or waits for. */
    public String getSentence() {
        return sentence;
    }

    /** What it is about, and since when. */
    public String getPhase() {
        return progress == null
                ? ""
                : Messages.LiveDeployment_Phase(Words.phase(progress.phase()), Shown.millis(progress.elapsedMillis()));
    }

    /** Its releases. */
    public List<ReleaseLine> getReleases() {
        return progress == null
                ? List.of()
                : progress.releases().stream().map(LiveDeployment::line).toList();
    }

    private static ReleaseLine line(ReleasePods pods) {
        return new ReleaseLine(
                Words.named(pods.release(), pods.version()),
                pods.candidate() ? "bg-green" : "bg-blue",
                Math.max(1, Math.max(pods.desiredPods(), pods.readyPods())),
                pods.readyPods(),
                Messages.LiveDeployment_Pods(pods.readyPods(), pods.desiredPods(), pods.servingPods()));
    }

    static JSONObject json(List<LiveDeployment> all, boolean building) {
        JSONArray running = new JSONArray();
        all.forEach(live -> running.add(live.json()));
        return new JSONObject().element("building", building).element("running", running);
    }

    private JSONObject json() {
        JSONArray releases = new JSONArray();
        getReleases()
                .forEach(line -> releases.add(new JSONObject()
                        .element("name", line.name())
                        .element("style", line.style())
                        .element("desired", line.desired())
                        .element("ready", line.ready())
                        .element("text", line.text())));
        return new JSONObject()
                .element("id", id)
                .element("title", title)
                .element("sentence", sentence)
                .element("phase", getPhase())
                .element("releases", releases);
    }
}
