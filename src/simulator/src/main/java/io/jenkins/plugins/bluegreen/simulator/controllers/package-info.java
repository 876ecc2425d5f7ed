/** The controllers and the kubelet, each over caches that lag, as the real ones do. */
package io.jenkins.plugins.bluegreen.simulator.controllers;
