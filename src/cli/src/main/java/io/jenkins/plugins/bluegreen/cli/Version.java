package io.jenkins.plugins.bluegreen.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the command, as it was built. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("built from its sources");
        return new String[] {"bluegreen " + built, "Java " + Runtime.version()};
    }
}
