package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.access.Attributes;
import io.jenkins.plugins.bluegreen.simulator.access.User;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/**
 * A request on its way through the server.
 *
 * @param method of HTTP
 * @param path without the query
 * @param target what the path names, if it names a resource
 * @param query parameters and headers
 * @param bytes of the body
 * @param user who asks
 */
record Call(String method, String path, Optional<Target> target, Query query, byte[] bytes, User user) {
    static Call of(HttpServerExchange exchange, byte[] body, User user) {
        String path = exchange.getRequestPath();
        return new Call(
                exchange.getRequestMethod().toString(), path, Target.parse(path), new Query(exchange), body, user);
    }

    JsonNode body() {
        return Body.read(bytes, query.header("Content-Type"));
    }

    boolean watches() {
        return method.equals("GET") && query.watch() && target.isPresent();
    }

    Write write() {
        return new Write(query.dryRun(), query.manager(), query.flag("force"));
    }

    ApiRequest request(long number, String queryText) {
        Target named = target.orElse(new Target("", "", "", "", "", ""));
        Attributes wish = named.attributes(method, watches());
        return new ApiRequest(
                number,
                method,
                path,
                queryText,
                query.header("User-Agent"),
                user.name(),
                watches() ? "watch" : wish.verb(),
                named.resource(),
                named.subresource(),
                named.namespace(),
                named.name());
    }
}
