package io.jenkins.plugins.bluegreen.simulator.controllers;

/** The controllers that can be paused one by one. */
public enum Controller {
    /** Pods of ReplicaSets. */
    REPLICA_SET,
    /** ReplicaSets of Deployments. */
    DEPLOYMENT,
    /** EndpointSlices of Services. */
    ENDPOINT_SLICE,
    /** The older Endpoints objects of Services, and the slices of Endpoints that people write. */
    ENDPOINTS,
    /** What is left when an owner goes. */
    GARBAGE_COLLECTOR,
    /** What comes and goes with a namespace. */
    NAMESPACE,
    /** How much of a quota is used. */
    RESOURCE_QUOTA
}
