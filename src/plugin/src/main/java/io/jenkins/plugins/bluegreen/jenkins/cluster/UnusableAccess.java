package io.jenkins.plugins.bluegreen.jenkins.cluster;

import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.io.Serial;
import java.util.Locale;
import org.jvnet.localizer.Localizable;

/**
 * What a job says about where cannot be used. Its localized message is in the language of who reads it, whoever has it been
 * found for: one answer is shown to many.
 */
public final class UnusableAccess extends InvalidInputException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Localizable asked;
    private final Localizable found;
    private final Localizable todo;

    UnusableAccess(Localizable asked, Localizable found, Localizable todo) {
        super(asked.toString(), found.toString(), todo.toString());
        this.asked = asked;
        this.found = found;
        this.todo = todo;
    }

    @Override
    public String getLocalizedMessage() {
        return Messages.UnusableAccess_Sentence(capital(asked.toString()), found, capital(todo.toString()));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
