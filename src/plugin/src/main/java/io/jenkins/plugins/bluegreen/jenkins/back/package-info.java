/** Rolling back from a page: a build of the job that does that alone, so that it is queued, logged and attributed. */
package io.jenkins.plugins.bluegreen.jenkins.back;
