package io.jenkins.plugins.bluegreen.decide;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known of a cutover that is under way and cannot be seen: kept as an annotation of each Service that it
 * moves (or, where no Service is written, of the release that it moves to) until it has ended.
 *
 * @param id of this cutover; also a label of the Service, which its controller copies into the slices
 * @param way how traffic is moved
 * @param phase how far it is
 * @param to the release that is to have the traffic
 * @param from the releases that have it
 * @param moves what happens to the selector of each Service, by its name
 * @param traffic the traffic labels; empty where releases are not relabelled
 * @param run id of the run that makes it
 * @param url where that run can be looked at
 * @param startedAt when it was recorded first
 * @param backwards whether it goes back to a release that served before, so that those in {@code from} are not good any
 *     more
 * @param back why it takes an earlier cutover back; empty if it does not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CutoverRecord(
        String id,
        Way way,
        Phase phase,
        ReleaseId to,
        List<ReleaseId> from,
        Map<String, Move> moves,
        Map<String, String> traffic,
        String run,
        String url,
        Instant startedAt,
        boolean backwards,
        String back) {
    public CutoverRecord {
        from = List.copyOf(from);
        moves = Map.copyOf(moves);
        traffic = Map.copyOf(traffic);
    }

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /** How traffic is moved. */
    public enum Way {
        /** Label mode: flip to the candidate's own label, relabel, hand back. */
        LABEL_ATOMIC,
        /** Label mode: label the candidate, then take the labels from the others; the Service is not written. */
        LABEL_OVERLAP,
        /** Selector mode: one write of the selector. */
        SELECTOR_ATOMIC,
        /** Selector mode: widen the selector to both, then narrow it. */
        SELECTOR_OVERLAP;

        /** Whether releases are relabelled. */
        public boolean relabels() {
            return this == LABEL_ATOMIC || this == LABEL_OVERLAP;
        }

        /** Whether both versions serve for a while, by intent. */
        public boolean overlaps() {
            return this == LABEL_OVERLAP || this == SELECTOR_OVERLAP;
        }
    }

    /** How far it is. */
    public enum Phase {
        /** The way back is one write. */
        FLIPPED,
        /** Whoever resumes goes forward if {@code to} is available. */
        COMMITTED,
        /** It is taken back in place: {@code from} get the traffic labels again, {@code to} loses them. */
        UNDOING,
        /** The Services have the selectors of before again; what is left is to prove that the endpoints followed. */
        RESTORING
    }

    /**
     * What happens to one Service's selector.
     *
     * @param before the selector that was there: the way back
     * @param during the selector while the cutover is under way
     * @param after the selector when it has ended well
     */
    public record Move(Map<String, String> before, Map<String, String> during, Map<String, String> after) {
        public Move {
            before = Map.copyOf(before);
            during = Map.copyOf(during);
            after = Map.copyOf(after);
        }
    }

    /** The way back of a Service. */
    Map<String, String> before(ServiceState service) {
        return moves.get(service.name()).before();
    }

    /** What a Service selects while traffic is moved. */
    Map<String, String> during(ServiceState service) {
        boolean narrowed = way == Way.SELECTOR_OVERLAP && phase == Phase.COMMITTED;
        return narrowed ? after(service) : moves.get(service.name()).during();
    }

    /** What a Service selects in the end. */
    Map<String, String> after(ServiceState service) {
        return moves.get(service.name()).after();
    }

    /** Whether a Service is pointed where this cutover wants it now. */
    boolean pointed(ServiceState service) {
        return service.record().isPresent() && service.selector().equals(during(service));
    }

    /** Whether the owner has given a Service another selector than it had: that one stays. */
    boolean othersWrote(ServiceState service) {
        return !service.selector().equals(during(service))
                && !service.selector().equals(before(service))
                && !service.selector().equals(after(service))
                && !Disturbances.merged(service, during(service));
    }

    /** The same in another phase. */
    public CutoverRecord in(Phase another) {
        return new CutoverRecord(id, way, another, to, from, moves, traffic, run, url, startedAt, backwards, back);
    }

    /** The same with another id, so that slices made before can be told from those made after. */
    public CutoverRecord withId(String another) {
        return new CutoverRecord(another, way, phase, to, from, moves, traffic, run, url, startedAt, backwards, back);
    }

    /** As it is written into the cluster. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A cutover's record must be writable as JSON", e);
        }
    }

    /**
     * Reads what is kept among an object's annotations.
     *
     * @param annotations of a Service or a release
     * @return the record, or nothing if there is none, or it cannot be read
     */
    public static Optional<CutoverRecord> of(Map<String, String> annotations) {
        return Optional.ofNullable(annotations.get(Keys.CUTOVER)).flatMap(CutoverRecord::parse);
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @param json from an annotation
     * @return the record, or nothing if it cannot be read
     */
    public static Optional<CutoverRecord> parse(String json) {
        try {
            return Optional.of(JSON.readValue(json, CutoverRecord.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
