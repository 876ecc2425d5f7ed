/** Image references by the distribution grammar: parsed, compared by their canonical name, printed as they were written. */
package io.jenkins.plugins.bluegreen.image;
