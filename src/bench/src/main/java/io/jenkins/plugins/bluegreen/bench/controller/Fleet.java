package io.jenkins.plugins.bluegreen.bench.controller;

import io.jenkins.plugins.bluegreen.settings.Settings;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.util.Map;

/** Many small workloads, each behind a Service of its own. */
final class Fleet {
    static final String NAMESPACE = "fleet";
    static final String WARM_UP = "warm-up";
    static final String GATE = "gate";
    private static final String KEY = "createBy";

    private Fleet() {}

    /** What is asked for one of them. */
    record Given(String getService, String getVersion) implements Settings {
        static Given of(int number, String what) {
            return new Given("service-" + number, what.equals(WARM_UP) ? "never-ready" : "v1");
        }

        @Override
        public String getReadyTimeout() {
            return "2h";
        }
    }

    static Map<String, Object> service(int number) {
        Map<String, Object> service = Manifests.named(Manifests.demo("label/service.yaml"), "service-" + number);
        Manifests.at(service, "spec").put("selector", Map.of(KEY, "service-" + number));
        return service;
    }

    static String manifest(int number) {
        Map<String, Object> set = Manifests.named(Manifests.demo("label/replicaset.yaml"), "demo-" + number);
        Manifests.at(set, "spec").put("replicas", 1);
        Manifests.at(set, "spec", "selector", "matchLabels").put("app", "demo-" + number);
        Manifests.at(set, "spec", "template", "metadata", "labels").put("app", "demo-" + number);
        return Manifests.text(set);
    }
}
