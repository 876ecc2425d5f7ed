package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.Map;
import java.util.TreeMap;

/** The options of a deployment that are as good for the way back. */
final class WayBackOptions {
    private WayBackOptions() {}

    /** Those that somebody set, by their names. */
    static Map<String, String> of(DeploySettings settings) {
        Map<String, String> options = new TreeMap<>();
        put(options, Parameter.CUTOVER, settings.getCutover());
        put(options, Parameter.READY_TIMEOUT, settings.getReadyTimeout());
        put(options, Parameter.UNSCHEDULABLE_GRACE, settings.getUnschedulableGrace());
        put(options, Parameter.VERIFY, settings.getVerify());
        put(options, Parameter.SETTLE, settings.getSettle());
        return options;
    }

    private static void put(Map<String, String> options, Parameter parameter, String value) {
        if (!parameter.defaultText().equals(value)) {
            options.put(parameter.key(), value);
        }
    }
}
