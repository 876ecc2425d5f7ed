/** Who may do what: certificates, bearer tokens, and the rules of Roles and their bindings. */
package io.jenkins.plugins.bluegreen.simulator.access;
