package io.jenkins.plugins.bluegreen.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.history.EndpointHistory;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** An embedded cluster with the Service of the demonstration, beside the Jenkins of a test. */
public final class Demo implements AutoCloseable {
    /** Where everything is. */
    public static final String NAMESPACE = "marlon";

    /** Id of the credential that {@link #credential} makes. */
    public static final String CREDENTIAL = "prod";

    /** What that credential holds. */
    public static final String TOKEN = "token-that-nobody-may-see";

    private final EmbeddedCluster cluster;
    private final KubernetesClient client;
    private final EndpointHistory history;

    private Demo(Settings settings) {
        cluster = EmbeddedCluster.start(settings);
        cluster.namespace(NAMESPACE);
        cluster.admit(TOKEN);
        Config config = Config.fromKubeconfig(cluster.kubeconfig());
        client = new KubernetesClientBuilder().withConfig(config).build();
        service("demo-service");
        history = new EndpointHistory(cluster.store(), "demo-service");
    }

    /** A fast one. */
    public static Demo start() {
        return new Demo(Settings.fast());
    }

    /** One with a given speed. */
    public static Demo start(Settings settings) {
        return new Demo(settings);
    }

    /** A file of the demonstration. */
    public static String file(String name) {
        try {
            return Files.readString(Path.of("..", "demo", "label", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The manifest of the demonstration. */
    public static String manifest() {
        return file("replicaset.yaml");
    }

    /** The manifest of another workload. */
    public static String manifest(String name) {
        return manifest().replace("demo-rs", name).replace("app: demo", "app: " + name);
    }

    /** Makes a Service like the demonstration's. */
    public void service(String name) {
        apply(file("service.yaml").replace("demo-service", name));
    }

    /** Makes an object; one whose answer was lost is there when the client asks once more. */
    public void apply(String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(NAMESPACE)
                .resources()
                .forEach(object -> object.createOr(NonDeletingOperation::update));
    }

    /** Gives the Service session affinity, of which every deployment warns. */
    public void makeSessionsStick() {
        client.services().inNamespace(NAMESPACE).withName("demo-service").edit(service -> {
            service.getSpec().setSessionAffinity("ClientIP");
            return service;
        });
    }

    /** Stores the token as a credential of the system. */
    public static void credential(String id) throws IOException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(TOKEN)));
        SystemCredentialsProvider.getInstance().save();
    }

    /** Where its API server listens. */
    public String url() {
        return cluster.url();
    }

    /** The certificate authority that its clients have to trust. */
    public String authority() {
        return cluster.caCertificate();
    }

    /** The cluster itself. */
    public EmbeddedCluster cluster() {
        return cluster;
    }

    /** A client of it. */
    public KubernetesClient client() {
        return client;
    }

    /** Owners of the Service's ready endpoints. */
    public Set<String> serving() {
        return history.serving();
    }

    /** Owners of the ready endpoints of another Service. */
    public Set<String> serving(String service) {
        Set<String> owners = new TreeSet<>();
        client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(NAMESPACE)
                .withLabel("kubernetes.io/service-name", service)
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint ->
                        !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                .map(endpoint -> client.pods()
                        .inNamespace(NAMESPACE)
                        .withName(endpoint.getTargetRef().getName())
                        .get())
                .filter(pod -> pod != null)
                .forEach(pod ->
                        owners.add(pod.getMetadata().getOwnerReferences().get(0).getName()));
        return owners;
    }

    /** Whether a cutover of the Service is under way. */
    public boolean flipped() {
        return cluster.store()
                .get("services", NAMESPACE, "demo-service")
                .orElseThrow()
                .path("metadata")
                .path("annotations")
                .has("bluegreen.jenkins.io/cutover");
    }

    /** How many pods a ReplicaSet is to have. */
    public int replicas(String release) {
        return cluster.store()
                .get("replicasets", NAMESPACE, release)
                .orElseThrow()
                .path("spec")
                .path("replicas")
                .asInt();
    }

    /** Its like as an administrator defines it for jobs. */
    public NamedCluster named(String name) {
        NamedCluster named = new NamedCluster(name);
        named.setServerUrl(url());
        named.setCaCertificate(authority());
        named.setCredentialsId(CREDENTIAL);
        return named;
    }

    /** Names of the ReplicaSets. */
    public Set<String> releases() {
        Set<String> names = new TreeSet<>();
        cluster.store().list("replicasets", NAMESPACE).forEach(object -> names.add(Json.name(object)));
        return names;
    }

    /** The Service's selector. */
    public Map<String, String> selector() {
        return Json.texts(cluster.store()
                .get("services", NAMESPACE, "demo-service")
                .orElseThrow()
                .path("spec")
                .path("selector"));
    }

    /** How many requests of clients have asked to change something; what the cluster's own controllers do does not count. */
    public long writes() {
        return cluster.requests().count(ApiRequest::writes);
    }

    /** Parameters of a step that name this cluster. */
    public String where() {
        return "credentialsId: '%s', serverUrl: '%s', caCertificate: %s, namespace: '%s', service: 'demo-service'"
                .formatted(CREDENTIAL, url(), groovy(cluster.caCertificate()), NAMESPACE);
    }

    /** A line that deploys the manifest of the demonstration to it. */
    public String deploy(String version) {
        return deploy(version, "");
    }

    /** The same with more parameters, such as {@code ", verify: '1m'"}. */
    public String deploy(String version, String more) {
        return "blueGreenDeploy " + release(version, more);
    }

    /** A line that prepares a release of that manifest. */
    public String prepare(String version) {
        return "blueGreenPrepare " + release(version, "");
    }

    private String release(String version, String more) {
        return "%s, manifestText: %s, version: '%s'%s%n".formatted(where(), groovy(manifest()), version, more);
    }

    /** A line that deploys another workload behind {@code other-service}. */
    public String deployOther(String version) {
        return "blueGreenDeploy " + other(version);
    }

    /** A line that prepares a release of that workload. */
    public String prepareOther(String version) {
        return "blueGreenPrepare " + other(version);
    }

    private String other(String version) {
        return "%s, manifestText: %s, version: '%s'%n"
                .formatted(where().replace("demo-service", "other-service"), groovy(manifest("other-rs")), version);
    }

    /** A build step that deploys the manifest of the demonstration to it. */
    public DeployBuilder builder(String version) {
        DeployBuilder builder = new DeployBuilder();
        builder.setCredentialsId(CREDENTIAL);
        builder.setServerUrl(url());
        builder.setCaCertificate(authority());
        builder.setNamespace(NAMESPACE);
        builder.setService("demo-service");
        builder.setManifestText(manifest());
        builder.setVersion(version);
        return builder;
    }

    /** A text as a Groovy literal. */
    public static String groovy(String text) {
        return "'''" + text.replace("\\", "\\\\").replace("'", "\\'") + "'''";
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
