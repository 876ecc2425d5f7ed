/**
 * What a build asks for, and how it is driven: plain facts that are saved, and a handle that is not. Steps and builders
 * both come through here; what a build prepared is remembered until it is promoted or gone.
 */
package io.jenkins.plugins.bluegreen.jenkins.run;
