package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import io.jenkins.plugins.bluegreen.jenkins.steps.DeployStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.DiscardStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.PrepareStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.PromoteStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.RollbackStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.StatusStep;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.beans.Introspector;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundSetter;

/** Steps, forms and the command line have one vocabulary: the same names and the same defaults. */
class VocabularyTest {
    private static final Set<String> CLUSTER =
            Set.of("cluster", "credentialsId", "serverUrl", "caCertificate", "skipTlsVerify");
    private static final Set<Parameter> WITHOUT_MANIFEST =
            EnumSet.of(Parameter.TO, Parameter.WORKLOAD, Parameter.RELEASE);

    private static Map<String, String> defaults(Object bean) throws ReflectiveOperationException {
        Map<String, String> defaults = new TreeMap<>();
        for (Method setter : bean.getClass().getMethods()) {
            if (setter.isAnnotationPresent(DataBoundSetter.class)) {
                String capital = setter.getName().substring(3);
                String prefix = setter.getParameterTypes()[0] == boolean.class ? "is" : "get";
                Object value = bean.getClass().getMethod(prefix + capital).invoke(bean);
                defaults.put(Introspector.decapitalize(capital), Objects.toString(value, ""));
            }
        }
        return defaults;
    }

    private static void areDefaults(Map<String, String> found) {
        for (Parameter parameter : Parameter.values()) {
            // A rollback in a build undoes what the build did, unless it is told where to.
            if (found.containsKey(parameter.key()) && parameter != Parameter.TO) {
                assertThat(found.get(parameter.key())).as(parameter.key()).isEqualTo(parameter.defaultText());
            }
        }
    }

    @Test
    void stepsThatMakeAReleaseTakeEveryParameterOfOne() throws Exception {
        Set<String> all = new TreeSet<>(CLUSTER);
        Stream.of(Parameter.values())
                .filter(parameter -> parameter != Parameter.GATE && !WITHOUT_MANIFEST.contains(parameter))
                .forEach(parameter -> all.add(parameter.key()));
        for (Object step : new Object[] {new DeployStep(), new PrepareStep()}) {
            assertThat(defaults(step).keySet()).isEqualTo(all);
            areDefaults(defaults(step));
        }
        all.add("gate");
        assertThat(defaults(new DeployBuilder()).keySet()).isEqualTo(all);
        areDefaults(defaults(new DeployBuilder()));
    }

    @Test
    void theOthersTakeNoNameOfTheirOwn() throws Exception {
        Set<String> known = new TreeSet<>(CLUSTER);
        Stream.of(Parameter.values()).forEach(parameter -> known.add(parameter.key()));
        Object[] others = {
            new PromoteStep(), new DiscardStep(), new RollbackStep(), new StatusStep(), new RollbackBuilder()
        };
        for (Object other : others) {
            assertThat(known).containsAll(defaults(other).keySet());
            areDefaults(defaults(other));
        }
    }

    @Test
    void everyFieldHasHelpInBothLanguages() throws Exception {
        for (String field : defaults(new DeployBuilder()).keySet()) {
            for (String language : new String[] {"", "_zh_CN"}) {
                assertThat(DeployBuilder.class.getResource("DeployBuilder/help-" + field + language + ".html"))
                        .as(field + language)
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/io/jenkins/plugins/bluegreen/jenkins/Messages",
                "/io/jenkins/plugins/bluegreen/jenkins/freestyle/DeployBuilder/config",
                "/io/jenkins/plugins/bluegreen/jenkins/freestyle/RollbackBuilder/config",
                "/io/jenkins/plugins/bluegreen/jenkins/cluster/ClusterConfiguration/config",
                "/io/jenkins/plugins/bluegreen/jenkins/cluster/NamedCluster/config",
                "/lib/bluegreen/candidate",
                "/lib/bluegreen/cutover",
                "/lib/bluegreen/kept",
                "/lib/bluegreen/release",
                "/lib/bluegreen/services",
                "/lib/bluegreen/size",
                "/lib/bluegreen/trust",
                "/lib/bluegreen/where",
            })
    void everyStringIsThereInBothLanguages(String bundle) throws Exception {
        assertThat(keys(bundle + "_zh_CN.properties")).isEqualTo(keys(bundle + ".properties"));
    }

    private static Set<Object> keys(String resource) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = VocabularyTest.class.getResourceAsStream(resource)) {
            properties.load(in);
        }
        return new TreeSet<>(properties.keySet());
    }
}
