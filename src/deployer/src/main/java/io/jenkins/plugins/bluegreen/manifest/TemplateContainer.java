package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.image.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * A container of a workload's pod template.
 *
 * @param name of the container
 * @param image as the manifest has it, with or without tag or digest
 * @param path of the container in the manifest, such as {@code spec.template.spec.containers[0]}
 * @param init whether it is an init container
 * @param ports that it declares
 * @param readinessProbe whether it has one
 */
public record TemplateContainer(
        String name, ImageReference image, String path, boolean init, List<Port> ports, boolean readinessProbe) {

    public TemplateContainer {
        ports = List.copyOf(ports);
    }

    /**
     * A port of a container.
     *
     * @param name if it has one; a Service may name it as its target
     * @param number 1 to 65535
     * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
     */
    public record Port(Optional<String> name, int number, String protocol) {}
}
