package io.jenkins.plugins.bluegreen.decide;

/** The keys of everything that a run records in the cluster. */
public final class Keys {
    /** Prefix of every label and annotation of ours. */
    public static final String PREFIX = "bluegreen.jenkins.io/";

    /** Label on a release, its template and its pods: the own label, which no other release's pods have. */
    public static final String RELEASE = PREFIX + "release";

    /** Label on a release: the base name of its workload. */
    public static final String WORKLOAD = PREFIX + "workload";

    /** Label on a release, its template and its pods in label mode: {@value #ON} or {@value #OFF}. */
    public static final String TRAFFIC = PREFIX + "traffic";

    /** Value of {@link #TRAFFIC} where the traffic labels are on. */
    public static final String ON = "on";

    /** Value of {@link #TRAFFIC} where they are not: absence is proven by a label that is there. */
    public static final String OFF = "off";

    /** Label (its id) and annotation (its record) of a cutover that is under way. */
    public static final String CUTOVER = PREFIX + "cutover";

    /** Annotation on a release: the images bound to it, as a JSON object by container. */
    public static final String IMAGES = PREFIX + "images";

    /** Annotation on a release: the version that was asked for. */
    public static final String VERSION = PREFIX + "version";

    /** Annotation on a release: hash of the request that made it. */
    public static final String REQUESTED = PREFIX + "requested";

    /** Annotation on a release: name of the release that it replaces. */
    public static final String PREVIOUS = PREFIX + "previous";

    /** Annotation on a release: id of the run that made it. */
    public static final String RUN = PREFIX + "run";

    /** Annotation on a release and on a Lease: where the run that made or holds it can be looked at. */
    public static final String RUN_URL = PREFIX + "run-url";

    /** Annotation on a release: the selectors that the Services' owners wrote, as JSON by Service. */
    public static final String OWNER_SELECTORS = PREFIX + "owner-selectors";

    /** Annotation on a release: {@value #PENDING} until what comes with it has been made. */
    public static final String COMPANIONS = PREFIX + "companions";

    /** Value of {@link #COMPANIONS} of a release that has no pods yet because something is still to be made. */
    public static final String PENDING = "pending";

    /** Label on a preview Service: the release that it is a preview of. */
    public static final String PREVIEW = PREFIX + "preview";

    /** Annotation on a release: when it was handed to the gate. */
    public static final String PREPARED_AT = PREFIX + "prepared-at";

    /** Annotation on a release: when it was promoted last. */
    public static final String PROMOTED_AT = PREFIX + "promoted-at";

    /** Annotation on a release: id of the run that gave it the traffic last. */
    public static final String PROMOTED_BY = PREFIX + "promoted-by";

    /** Annotation on a release: when it was rolled back from. */
    public static final String ROLLED_BACK_AT = PREFIX + "rolled-back-at";

    /** Annotation on a release: why it failed. */
    public static final String FAILED = PREFIX + "failed";

    /** Annotation of Spinnaker that names the Services of a workload. */
    public static final String SPINNAKER_LOAD_BALANCERS = "traffic.spinnaker.io/load-balancers";

    private Keys() {}
}
