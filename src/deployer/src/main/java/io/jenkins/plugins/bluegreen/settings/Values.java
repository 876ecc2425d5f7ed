package io.jenkins.plugins.bluegreen.settings;

import io.jenkins.plugins.bluegreen.manifest.Durations;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Names;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads single values, and collects what is wrong with them. */
public final class Values {
    private static final int SHOWN = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final Function<Parameter, String> names;

    /** Parameters are called by their keys. */
    public Values() {
        this(Parameter::key);
    }

    /**
     * Reads values of parameters that go by other names.
     *
     * @param names what a parameter is called
     */
    public Values(Function<Parameter, String> names) {
        this.names = names;
    }

    /** What a parameter is called where it was written. */
    String nameOf(Parameter parameter) {
        return names.apply(parameter);
    }

    /** Everything that was wrong so far. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    void add(List<Problem> others) {
        problems.addAll(others);
    }

    void refuse(String asked, String found, String todo) {
        problems.add(new Problem(asked, found, todo));
    }

    /** Text without space around it, if there is any. */
    public static Optional<String> text(String given) {
        return given == null || given.isBlank() ? Optional.empty() : Optional.of(given.strip());
    }

    /** The words that commas or white space separate. */
    public static List<String> words(String given) {
        return text(given).stream()
                .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** The value of an enumeration as it is spelled everywhere: {@code SCALE_DOWN} is {@code scale-down}. */
    public static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads one of a few words.
     *
     * @param parameter which
     * @param given as it was written; null or blank for the default
     * @param type of the value
     * @return the value, or nothing if there is no default or it is wrong
     */
    public <E extends Enum<E>> Optional<E> choice(Parameter parameter, String given, Class<E> type) {
        String wanted = text(given).orElse(parameter.defaultText());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (E value : type.getEnumConstants()) {
            if (spelled(value).equals(wanted)) {
                return Optional.of(value);
            }
        }
        refuse(
                nameOf(parameter) + " is " + quote(wanted),
                "there is no such choice",
                "give one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Values::spelled)
                                .collect(Collectors.joining(", ")));
        return Optional.empty();
    }

    /**
     * Reads a duration.
     *
     * @param parameter which
     * @param given as it was written; null or blank for the default
     * @return the duration, or nothing if there is no default or it is wrong
     */
    public Optional<Duration> duration(Parameter parameter, String given) {
        String wanted = text(given).orElse(parameter.defaultText());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Durations.parse(nameOf(parameter), wanted));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /**
     * Reads a whole number.
     *
     * @param parameter which
     * @param given as it was written; null or blank for the default
     * @param least the smallest that is allowed
     * @param most the largest that is allowed
     * @return the number, or nothing if there is no default or it is wrong
     */
    public OptionalInt number(Parameter parameter, String given, int least, int most) {
        String wanted = text(given).orElse(parameter.defaultText());
        if (wanted.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(wanted);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        refuse(
                nameOf(parameter) + " is " + quote(wanted),
                "it is not a whole number from %d to %d".formatted(least, most),
                "give one");
        return OptionalInt.empty();
    }

    /**
     * Reads the name of an object.
     *
     * @param parameter which
     * @param given as it was written
     * @return the name, or nothing if it was not given or is wrong
     */
    public Optional<String> name(Parameter parameter, String given) {
        Optional<String> name = text(given);
        if (name.isPresent() && !Names.isSubdomain(name.get())) {
            refuse(
                    nameOf(parameter) + " is " + quote(name.get()),
                    "no object can have that name",
                    "use lower-case letters, digits and \"-\"");
            return Optional.empty();
        }
        return name;
    }

    static String quote(String given) {
        return "\"" + (given.length() > SHOWN ? given.substring(0, SHOWN) + "…" : given) + "\"";
    }
}
