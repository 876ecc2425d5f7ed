/** What deployments that wait cost the process that drives them: a Jenkins controller, for instance. */
package io.jenkins.plugins.bluegreen.bench.controller;
