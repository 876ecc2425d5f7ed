package io.jenkins.plugins.bluegreen.simulator;

/** Objects that several tests start from. */
final class Yaml {
    static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            """;
    static final String REPLICA_SET = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web}
            spec:
              replicas: 0
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web, tier: front}}
                spec: {containers: [{name: web, image: "web:v1", ports: [{containerPort: 8080}]}]}
            """;
    static final String CONFIG = """
            {apiVersion: v1, kind: ConfigMap, metadata: {name: %s, labels: {app: "%s"}}, data: {a: "1"}}
            """;

    private Yaml() {}
}
