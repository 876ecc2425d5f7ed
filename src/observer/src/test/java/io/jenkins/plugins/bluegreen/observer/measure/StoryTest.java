package io.jenkins.plugins.bluegreen.observer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final Story story = new Story();

    private List<String> tell(Script script) {
        List<String> sentences = new ArrayList<>();
        for (Sight sight : script.until(1000).sights()) {
            story.tell(sight).ifPresent(sentences::add);
        }
        return sentences;
    }

    @Test
    void beginsWithWhatThereIsAndTellsWhatChanges() {
        assertThat(tell(Script.servingV1().replicaSet("other", 1))).isEmpty();
        assertThat(story.begin()).isEqualTo("The Service selects {app=demo}; 3 ready endpoint(s) of v1.");

        assertThat(tell(new Script()
                        .replicaSet("v2", 2)
                        .pods(false, "v2-a", "v2-b")
                        .ready("v2-a", "v2-b")
                        .see(new Fact.ReplicaSet(
                                "v2-uid", "v2", Optional.empty(), 2, 2, 2, 0, true, Script.BEGIN.wall()))
                        .see(new Fact.ReplicaSet(
                                "other-uid", "other", Optional.empty(), 1, 1, 1, 0, true, Script.BEGIN.wall()))
                        .selector("release", "v2")
                        .endpoints("v1-a", "v2-a")
                        .endpoints("v2-b", "v2-a")
                        .endpoints("v2-a", "v2-b")
                        .see(new Fact.Gone(new Fact.Subject(Kind.REPLICA_SET, "v1-uid")))
                        .see(new Fact.Gone(new Fact.Subject(Kind.SLICE, "demo-1")))))
                .containsExactly(
                        "v2: 0 of 2 pods are ready.",
                        "v2: 2 of 2 pods are ready.",
                        "The Service selects {release=v2}.",
                        "The Service: 1 ready endpoint(s) of v1 and 1 ready endpoint(s) of v2.",
                        "The Service: 2 ready endpoint(s) of v2.",
                        "The Service: no ready endpoint.");
    }

    @Test
    void knowsWhosePodsAreThatAreListedAfterTheSlices() {
        tell(new Script().endpoints("v1-a").ready("v1-a").replicaSet("v1", 1));

        assertThat(story.begin()).isEqualTo("The Service selects nothing; 1 ready endpoint(s) of v1.");
    }

    @Test
    void saysWhenItDidNotSee() {
        assertThat(Story.tell(new Blind(Kind.SLICE, Script.millis(0), Script.millis(7), true)))
                .isEqualTo("The watch of the EndpointSlices was lost for 7 ms: what came and went then was not seen.");
        assertThat(Story.tell(new Blind(Kind.POD, Script.millis(0), Script.millis(7), false)))
                .isEqualTo("The watch of the pods was broken for 7 ms, and taken up where it broke.");
    }
}
