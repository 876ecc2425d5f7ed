/**
 * What the API server does between HTTP and the store: defaults, validation, admission, deletion, patches and
 * subresources. Controllers write through it as clients do.
 */
package io.jenkins.plugins.bluegreen.simulator.registry;
