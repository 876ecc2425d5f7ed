/** Pages of builds, jobs and folders, drawn from the records: they load no build and wait for no cluster. */
package io.jenkins.plugins.bluegreen.jenkins.pages;
