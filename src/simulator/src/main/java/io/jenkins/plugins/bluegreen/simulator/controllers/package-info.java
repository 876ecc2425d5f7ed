/**
 * The controllers of kube-controller-manager that a deployment meets, written after the real ones: each sees the cluster
 * through caches that lag, is told of keys by a work queue, and writes as any client does. All of it runs on the one thread
 * of the cluster's time.
 */
package io.jenkins.plugins.bluegreen.simulator.controllers;
