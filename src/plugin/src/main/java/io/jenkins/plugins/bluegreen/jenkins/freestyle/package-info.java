/** The build steps of freestyle jobs, with the steps' symbols, and their forms. */
package io.jenkins.plugins.bluegreen.jenkins.freestyle;
