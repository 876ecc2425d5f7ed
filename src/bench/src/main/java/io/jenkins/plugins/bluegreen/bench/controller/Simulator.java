package io.jenkins.plugins.bluegreen.bench.controller;

import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The embedded cluster as a process of its own, so that what it takes is not counted. Ends with its standard input. */
final class Simulator {
    private static final Logger LIBRARIES = Logger.getLogger("");

    private Simulator() {}

    /**
     * Starts it, and writes its kubeconfig.
     *
     * @param arguments the kubeconfig to write
     */
    public static void main(String[] arguments) throws IOException {
        LIBRARIES.setLevel(Level.SEVERE);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(Settings.fast().withoutPodServers())) {
            cluster.namespace(Fleet.NAMESPACE);
            Path fresh = Files.writeString(Path.of(arguments[0] + ".new"), cluster.kubeconfig());
            Files.move(fresh, Path.of(arguments[0]));
            while (System.in.read() >= 0) {
                // It goes on until whoever started it ends.
            }
        }
    }
}
