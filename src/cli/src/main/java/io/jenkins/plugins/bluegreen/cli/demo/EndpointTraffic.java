package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks a ready endpoint again and again, as a proxy would, without sending anything: for clusters whose pods carry no packets,
 * or cannot be reached from here.
 */
final class EndpointTraffic implements Traffic {
    private final SharedIndexInformer<EndpointSlice> slices;
    private final Ticks ticks;

    EndpointTraffic(KubernetesClient client, String namespace, String service) {
        slices = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", service)
                .inform();
        ticks = new Ticks(this::pick);
    }

    private void pick(Answers answers) {
        List<String> pods = slices.getStore().list().stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> endpoint.getConditions() == null
                        || !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                .map(EndpointTraffic::pod)
                .toList();
        if (pods.isEmpty()) {
            answers.failed();
        } else {
            answers.answered(Tale.version(pods.get(ThreadLocalRandom.current().nextInt(pods.size()))));
        }
    }

    private static String pod(Endpoint endpoint) {
        return endpoint.getTargetRef() == null ? "" : endpoint.getTargetRef().getName();
    }

    @Override
    public Answers answers() {
        return ticks.answers();
    }

    @Override
    public String units() {
        return "Looks for a ready endpoint";
    }

    @Override
    public void end() {
        ticks.close();
        slices.close();
    }
}
