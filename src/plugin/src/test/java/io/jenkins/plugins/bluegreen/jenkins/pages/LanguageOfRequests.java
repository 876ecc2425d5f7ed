package io.jenkins.plugins.bluegreen.jenkins.pages;

import hudson.Functions;
import java.util.Locale;
import org.jvnet.localizer.LocaleProvider;

/** Has the Jenkins of a test answer each request in its own language, as any other Jenkins is told to when it starts. */
final class LanguageOfRequests extends LocaleProvider implements AutoCloseable {
    private final LocaleProvider before = LocaleProvider.getProvider();

    LanguageOfRequests() {
        LocaleProvider.setProvider(this);
    }

    @Override
    public Locale get() {
        return Functions.getCurrentLocale();
    }

    @Override
    public void close() {
        LocaleProvider.setProvider(before);
    }
}
