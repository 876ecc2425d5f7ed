package io.jenkins.plugins.bluegreen.testkit.contract;

import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import io.jenkins.plugins.bluegreen.testkit.cluster.RemoteCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests a real control plane: the one of the system property {@code cluster.kubeconfig}, or one that is started for
 * them. Where neither is there, they are skipped, and the reason is left in {@code target/control-plane.txt}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(OnControlPlane.Clusters.class)
public @interface OnControlPlane {
    /** The extension behind it. */
    class Clusters implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return TestCluster.class.isAssignableFrom(parameter.getParameter().getType());
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            String kubeconfig = System.getProperty(RemoteCluster.KUBECONFIG, "");
            boolean own = parameter.getParameter().getType().equals(ControlPlane.class);
            if (!kubeconfig.isEmpty()) {
                if (own) {
                    throw new TestAbortedException("The parts of the cluster of " + kubeconfig + " are left alone");
                }
                return RemoteCluster.of(
                        "the cluster of " + kubeconfig,
                        Path.of(kubeconfig),
                        Integer.getInteger(RemoteCluster.CAPACITY, 60));
            }
            try {
                return ControlPlane.get();
            } catch (IllegalStateException e) {
                String why = "No control plane: " + e.getMessage();
                leave(why);
                throw new TestAbortedException(why, e);
            }
        }

        private static void leave(String why) {
            try {
                Files.writeString(Path.of("target", "control-plane.txt"), why + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
