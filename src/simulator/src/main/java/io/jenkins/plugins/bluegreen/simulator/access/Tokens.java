package io.jenkins.plugins.bluegreen.simulator.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Bearer tokens and whose they are. */
public final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final User ADMIN = new User("admin", Set.of("system:masters", "system:authenticated"));

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final String admin = issue(ADMIN);

    /** A token of the administrator, who may do everything. */
    public String admin() {
        return admin;
    }

    /** A new token for a user. */
    public String issue(User user) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        users.put(token, user);
        return token;
    }

    /** Takes a given token for the administrator's. */
    public void admit(String token) {
        users.put(token, ADMIN);
    }

    /** Makes a token worthless. */
    public void revoke(String token) {
        users.remove(token);
    }

    /** Whose it is. */
    public Optional<User> user(String token) {
        return Optional.ofNullable(users.get(token));
    }
}
