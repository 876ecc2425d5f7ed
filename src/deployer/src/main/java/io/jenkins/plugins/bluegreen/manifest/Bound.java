package io.jenkins.plugins.bluegreen.manifest;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload with an image for each of its containers: what a release is made of. Immutable. */
public final class Bound {
    private static final int HASH_BYTES = 16;

    private final Manifest manifest;
    private final String baseName;
    private final String version;
    private final Map<String, String> images;
    private final Optional<OwnVersion> ownVersion;
    private final List<String> warnings;
    private final Map<String, Object> workload;
    private final String workloadHash;
    private final String requestedHash;

    Bound(
            Manifest manifest,
            String baseName,
            String version,
            Map<String, String> images,
            Optional<OwnVersion> ownVersion,
            List<String> warnings) {
        this.manifest = manifest;
        this.baseName = baseName;
        this.version = version;
        this.images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        this.ownVersion = ownVersion;
        this.warnings = List.copyOf(warnings);
        this.workload = Data.frozenMap(Rendering.workload(manifest, baseName, this.images, ownVersion));
        List<Map<String, Object>> companions = manifest.companions().stream()
                .sorted(Comparator.comparing(Companion::kind).thenComparing(Companion::name))
                .map(Companion::raw)
                .toList();
        this.workloadHash = Hashes.ofData(workload, HASH_BYTES);
        this.requestedHash = companions.isEmpty()
                ? workloadHash
                : workloadHash + "." + Hashes.ofData(List.of(workload, companions), HASH_BYTES);
    }

    /**
     * The label that names the version in selector mode.
     *
     * @param key of the label
     * @param value of the label
     */
    public record OwnVersion(String key, String value) {}

    /** The manifest, whose images may be others. */
    public Manifest manifest() {
        return manifest;
    }

    /** The workload's base name: the manifest's; in selector mode without the version that it may end with. */
    public String baseName() {
        return baseName;
    }

    /** What was asked for; else the tag or digest of the first container, or the manifest's own version label. */
    public String version() {
        return version;
    }

    /** Image reference by container: containers, then init containers, each in the manifest's order. */
    public Map<String, String> images() {
        return images;
    }

    /** The label that names the version; empty in label mode. */
    public Optional<OwnVersion> ownVersion() {
        return ownVersion;
    }

    /**
     * The value of the label that names the version.
     *
     * @throws IllegalStateException in label mode, where no label does
     */
    public String versionLabelValue() {
        return ownVersion
                .map(OwnVersion::value)
                .orElseThrow(() -> new IllegalStateException("Only selector mode has a version label"));
    }

    /** What the person who asked should know; sentences. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What is asked for, in 32 hexadecimal digits: manifest, images and version label, whatever the order of its keys and documents, without number,
     * size and namespace. If something comes with it, a dot and 32 more of both.
     */
    public String requestedHash() {
        return requestedHash;
    }

    /**
     * Whether only what comes with the workload can be different from what was asked for at another time.
     *
     * @param requestedHash of that time
     */
    public boolean sameWorkload(String requestedHash) {
        return requestedHash.split("\\.", 2)[0].equals(workloadHash);
    }

    /** The pod template with its images, and in selector mode the version label; it cannot be changed. */
    @SuppressWarnings("unchecked") // Manifest.parse has seen that both are maps.
    public Map<String, Object> template() {
        return (Map<String, Object>) ((Map<String, Object>) workload.get("spec")).get("template");
    }

    /** The object under its base name, without size and namespace; it cannot be changed. */
    Map<String, Object> workload() {
        return workload;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bound that
                && manifest.equals(that.manifest)
                && baseName.equals(that.baseName)
                && version.equals(that.version)
                && images.equals(that.images)
                && ownVersion.equals(that.ownVersion);
    }

    @Override
    public int hashCode() {
        return requestedHash.hashCode();
    }

    /** {@code ReplicaSet demo-rs, version v2}. */
    @Override
    public String toString() {
        return manifest.kind().kind() + " " + baseName + ", version " + version;
    }
}
