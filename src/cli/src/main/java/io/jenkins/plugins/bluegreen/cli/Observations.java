package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;

/** Prints what the observer measured. */
final class Observations {
    private Observations() {}

    static void print(Observation seen, PrintWriter out) {
        line(out, "%nService %s, watched for %.1f s:%n", seen.service(), seen.durationMillis() / 1000);
        for (Observation.ReleaseTimes release : seen.releases()) {
            line(
                    out,
                    "  release          %s: first seen %s, all ready %s, first endpoint %s, last endpoint gone %s, %d endpoints at the end%n",
                    release.name(),
                    at(release.firstSeenAtMillis()),
                    at(release.allReadyAtMillis()),
                    at(release.firstEndpointAtMillis()),
                    at(release.lastEndpointAtMillis()),
                    release.endpointsAtEnd());
        }
        line(out, "  candidate        %s%n", seen.candidate() == null ? "none: nothing serves" : seen.candidate());
        line(out, "  cutover          %s%n", millis(seen.cutoverMillis()));
        line(
                out,
                "  mixed window     %s in %d window(s), the longest %s%n",
                millis(seen.mixedTotalMillis()),
                seen.mixedWindows(),
                millis(seen.mixedLongestMillis()));
        line(out, "  early endpoints  %d, for %s%n", seen.earlyEndpoints(), millis(seen.earlyMillis()));
        line(
                out,
                "  fewest endpoints %s; below %d for %s, none for %s%n",
                seen.fewestReadyEndpoints() == null ? "never any" : seen.fewestReadyEndpoints(),
                seen.floor(),
                millis(seen.belowFloorMillis()),
                millis(seen.zeroMillis()));
        seen.leaks()
                .forEach(leak -> line(
                        out,
                        "  left over        pod %s of %s, %s%n",
                        leak.pod(),
                        leak.release(),
                        leak.endpoint() ? "an endpoint" : "selected"));
        line(out, "  selects          %s%n", new TreeMap<>(seen.selectorAtEnd()));
        line(
                out,
                "  own lag          at least %s, at most %s; a round trip takes %s%n",
                millis(seen.lag().atLeastMillis()),
                millis(seen.lag().atMostMillis()),
                millis(seen.lag().roundTripMillis()));
        seen.blind()
                .forEach(blind -> line(
                        out,
                        "  without sight    of the %s from %s to %s%s%n",
                        blind.kind(),
                        at(blind.fromMillis()),
                        at(blind.untilMillis()),
                        blind.lost() ? ": what came and went then is not known" : ", told late"));
    }

    private static String at(Double millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, "%.3f s", millis / 1000);
    }

    private static String millis(Double millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, "%.3f ms", millis);
    }

    private static void line(PrintWriter out, String format, Object... arguments) {
        out.print(String.format(Locale.ROOT, format, arguments));
    }
}
