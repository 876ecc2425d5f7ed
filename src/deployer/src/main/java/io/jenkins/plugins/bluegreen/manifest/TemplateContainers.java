package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.image.ImageReference;
import io.jenkins.plugins.bluegreen.image.InvalidImageException;
import io.jenkins.plugins.bluegreen.manifest.TemplateContainer.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the containers of a pod template. */
final class TemplateContainers {
    private final List<TemplateContainer> containers = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private TemplateContainers() {}

    /** The containers, then the init containers, each in the manifest's order. */
    static List<TemplateContainer> read(Fields podSpec) {
        TemplateContainers reader = new TemplateContainers();
        List<Fields> containers = podSpec.list("containers");
        if (containers.isEmpty()) {
            podSpec.problem(
                    "the manifest's " + podSpec.path("containers") + " must have a container",
                    "it has none",
                    "write at least one, with name and image");
        }
        containers.forEach(container -> reader.readOne(container, false));
        podSpec.list("initContainers").forEach(container -> reader.readOne(container, true));
        return List.copyOf(reader.containers);
    }

    private void readOne(Fields container, boolean init) {
        Optional<String> name = name(container);
        Optional<ImageReference> image = image(container, name);
        List<Port> ports = ports(container);
        if (name.isPresent() && image.isPresent()) {
            containers.add(new TemplateContainer(
                    name.get(), image.get(), container.path(), init, ports, container.has("readinessProbe")));
        }
    }

    private Optional<String> name(Fields container) {
        Optional<String> name = container.text("name");
        String asked = "the manifest's " + container.path("name") + " must be a name";
        if (name.isEmpty()) {
            if (!container.has("name")) {
                container.problem(asked, "it is missing", "give the container a name");
            }
        } else if (!Names.isLabel(name.get())) {
            container.problem(asked, "it is not one", "use up to 63 lower-case letters, digits and \"-\" between them");
        } else if (!names.add(name.get())) {
            container.problem(
                    "the names of all containers must differ",
                    "two are called " + name.get(),
                    "give " + container.path() + " another name");
        }
        return name;
    }

    private static Optional<ImageReference> image(Fields container, Optional<String> name) {
        String whose = name.map(Names::show).orElse(container.path());
        if (!container.has("image")) {
            container.problem(
                    "each container must have an image", "container " + whose + " has none", "write its image");
            return Optional.empty();
        }
        try {
            return container.text("image").map(ImageReference::parse);
        } catch (InvalidImageException e) {
            container.problem(e.asked() + " for container " + whose, e.found(), e.todo());
            return Optional.empty();
        }
    }

    private static List<Port> ports(Fields container) {
        List<Port> ports = new ArrayList<>();
        for (Fields port : container.list("ports")) {
            Optional<Long> number = port.whole("containerPort");
            Optional<String> name = port.text("name");
            String protocol = port.text("protocol").orElse("TCP");
            if (number.isPresent() && number.get() >= 1 && number.get() <= 65535) {
                ports.add(new Port(name, number.get().intValue(), protocol));
            } else if (number.isPresent() || !port.has("containerPort")) {
                port.problem(
                        "the manifest's " + port.path("containerPort") + " must be a port",
                        number.map(n -> "it is " + n).orElse("it is missing"),
                        "write a number from 1 to 65535");
            }
        }
        return ports;
    }
}
