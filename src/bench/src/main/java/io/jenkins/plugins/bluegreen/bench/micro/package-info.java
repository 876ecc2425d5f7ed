/** What single pieces of the core take, measured by JMH. */
package io.jenkins.plugins.bluegreen.bench.micro;
