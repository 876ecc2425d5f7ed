package io.jenkins.plugins.bluegreen.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a watch tells of the kinds that change by the hundred straight into their types, and passes over what nobody
 * asks for: who manages which field, which is half of a pod, and of pods and slices all that {@link Mapping} does not look at.
 * fabric8 makes a tree of each event first, and that takes its time just when all pods become ready.
 */
final class WatchedTypes extends KubernetesSerialization {
    private final ObjectMapper mapper;
    private final Map<String, ObjectReader> readers;

    WatchedTypes() {
        this(new ObjectMapper());
    }

    private WatchedTypes(ObjectMapper mapper) {
        super(mapper, true);
        this.mapper = mapper;
        ObjectMapper brief = mapper.copy().addMixIn(ObjectMeta.class, WithoutManagers.class);
        ObjectMapper briefest = brief.copy()
                .addMixIn(PodSpec.class, BriefSpec.class)
                .addMixIn(PodStatus.class, BriefStatus.class)
                .addMixIn(ContainerStatus.class, BriefContainer.class)
                .addMixIn(Endpoint.class, BriefEndpoint.class);
        readers = Map.of(
                "v1/Pod", briefest.readerFor(Pod.class),
                "apps/v1/ReplicaSet", brief.readerFor(ReplicaSet.class),
                "apps/v1/Deployment", brief.readerFor(Deployment.class),
                "discovery.k8s.io/v1/EndpointSlice", briefest.readerFor(EndpointSlice.class));
    }

    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagers {}

    @JsonIncludeProperties("nodeName")
    private interface BriefSpec {}

    @JsonIncludeProperties({"phase", "podIPs", "conditions", "initContainerStatuses", "containerStatuses"})
    private interface BriefStatus {}

    @JsonIncludeProperties({"name", "state", "restartCount"})
    private interface BriefContainer {}

    @JsonIncludeProperties({"addresses", "conditions", "targetRef"})
    private interface BriefEndpoint {}

    @Override
    public <T> T unmarshal(String text, Class<T> type) {
        return type == WatchEvent.class
                ? event(text).map(type::cast).orElseGet(() -> super.unmarshal(text, type))
                : super.unmarshal(text, type);
    }

    /** Nothing if it does not begin as the API server writes an event of one of these kinds: fabric8 reads it then. */
    private Optional<WatchEvent> event(String text) {
        try (JsonParser json = mapper.createParser(text)) {
            json.nextToken();
            Optional<String> happened = field(json, "type");
            if (happened.isEmpty()
                    || !"object".equals(json.nextFieldName())
                    || json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Optional<String> kind = field(json, "kind");
            Optional<String> version = kind.flatMap(known -> field(json, "apiVersion"));
            ObjectReader reader =
                    version.map(of -> readers.get(of + "/" + kind.get())).orElse(null);
            if (reader == null) {
                return Optional.empty();
            }
            json.nextToken();
            KubernetesResource object = reader.readValue(json);
            return Optional.of(new WatchEvent(object, happened.get()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(JsonParser json, String name) {
        try {
            return name.equals(json.nextFieldName()) ? Optional.ofNullable(json.nextTextValue()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
