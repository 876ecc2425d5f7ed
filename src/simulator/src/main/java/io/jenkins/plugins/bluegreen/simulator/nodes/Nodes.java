package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Store;

/** The nodes that a cluster begins with. */
final class Nodes {
    private Nodes() {}

    static ObjectNode node(int number, String now) {
        String name = "node-" + number;
        ObjectNode node = Store.object().put("kind", "Node").put("apiVersion", "v1");
        node.putObject("metadata")
                .put("name", name)
                .putObject("labels")
                .put("kubernetes.io/hostname", name)
                .put("kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", "amd64");
        node.putObject("spec");
        ObjectNode status = node.putObject("status");
        for (String field : new String[] {"capacity", "allocatable"}) {
            status.putObject(field).put("cpu", "32").put("memory", "256Gi").put("pods", "1000");
        }
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "KubeletReady")
                .put("message", "kubelet is posting ready status")
                .put("lastHeartbeatTime", now)
                .put("lastTransitionTime", now);
        status.putArray("addresses").addObject().put("type", "Hostname").put("address", name);
        status.putObject("nodeInfo")
                .put("kubeletVersion", "v1.36.2")
                .put("operatingSystem", "linux")
                .put("architecture", "amd64")
                .put("containerRuntimeVersion", "simulator://1")
                .put("osImage", "none")
                .put("kernelVersion", "none")
                .put("bootID", "")
                .put("machineID", "")
                .put("systemUUID", "")
                .put("kubeProxyVersion", "");
        return node;
    }
}
