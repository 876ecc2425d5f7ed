package io.jenkins.plugins.bluegreen.settings;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.manifest.Labels;
import java.time.Duration;
import java.util.Optional;

/** Reads everything that has a default. */
final class Options {
    static final int MOST_REPLICAS = 100_000;
    static final int MOST_AT_ONCE = 256;

    private Options() {}

    /** The options as they were given; what is wrong is collected, and the default stands in its place. */
    static Request.Options read(Settings settings, Values values) {
        String versionLabel = Values.text(settings.getVersionLabel()).orElse(Parameter.VERSION_LABEL.defaultText());
        if (!Labels.isKey(versionLabel)) {
            values.refuse(
                    values.nameOf(Parameter.VERSION_LABEL) + " is " + Values.quote(versionLabel),
                    "no label can have that key",
                    "give a key such as version or app.kubernetes.io/version");
        }
        CutoverChoice cutover = values.choice(Parameter.CUTOVER, settings.getCutover(), CutoverChoice.class)
                .orElse(CutoverChoice.AUTO);
        Optional<Duration> settle = values.duration(Parameter.SETTLE, settings.getSettle());
        if (settle.isPresent() && cutover == CutoverChoice.ATOMIC) {
            values.refuse(
                    "%s was given with %s atomic"
                            .formatted(values.nameOf(Parameter.SETTLE), values.nameOf(Parameter.CUTOVER)),
                    "both versions serve together only in an overlap",
                    "leave %s away, or use %s overlap"
                            .formatted(values.nameOf(Parameter.SETTLE), values.nameOf(Parameter.CUTOVER)));
        }
        return new Request.Options(
                cutover,
                versionLabel,
                values.number(Parameter.REPLICAS, settings.getReplicas(), 1, MOST_REPLICAS),
                duration(values, Parameter.READY_TIMEOUT, settings.getReadyTimeout()),
                duration(values, Parameter.STABLE, settings.getStable()),
                duration(values, Parameter.UNSCHEDULABLE_GRACE, settings.getUnschedulableGrace()),
                duration(values, Parameter.VERIFY, settings.getVerify()),
                settle,
                duration(values, Parameter.DRAIN, settings.getDrain()),
                values.choice(Parameter.RETIRE, settings.getRetire(), Retire.class)
                        .orElse(Retire.KEEP),
                values.number(Parameter.HISTORY, settings.getHistory(), 0, 998).orElse(0),
                settings.isKeepFailed(),
                values.name(Parameter.PREVIEW_SERVICE, settings.getPreviewService()),
                settings.isAllowDarkTraffic(),
                values.number(Parameter.CONCURRENCY, settings.getConcurrency(), 1, MOST_AT_ONCE)
                        .orElse(1));
    }

    private static Duration duration(Values values, Parameter parameter, String given) {
        return values.duration(parameter, given).orElse(Duration.ZERO);
    }
}
