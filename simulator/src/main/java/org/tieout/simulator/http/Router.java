package org.tieout.simulator.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Routes of one face: method and path pattern (`/orders/{orderId}/items`, one variable per segment) to a
/// handler, each
/// under the operation's name. The first route that matches wins. Routes are added while the face is built;
/// matching is
/// thread-safe afterwards.
public final class Router {
    private final List<Route> routes = new ArrayList<>();

    /// Answers a request that matched a route.
    @FunctionalInterface
    public interface Handler {
        /// Takes effect in the model and answers.
        Response handle(Request request);
    }

    /// A request that found its route; `request` carries the route's variables.
    public record Match(String operation, Handler handler, Request request) {
        /// Runs the handler.
        public Response answer() {
            return handler.handle(request);
        }
    }

    private record Route(String method, List<String> segments, String operation, Handler handler) {
        Optional<Match> match(Request request, List<String> actual) {
            if (!method.equals(request.method()) || segments.size() != actual.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < actual.size(); i++) {
                String expected = segments.get(i);
                if (expected.startsWith("{")) {
                    variables.put(expected.substring(1, expected.length() - 1), actual.get(i));
                } else if (!expected.equals(actual.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Match(operation, handler, request.with(variables)));
        }
    }

    /// Adds a route and returns this router.
    public Router on(String method, String pattern, String operation, Handler handler) {
        routes.add(new Route(method, segments(pattern), operation, handler));
        return this;
    }

    /// The route of a request, if any.
    public Optional<Match> match(Request request) {
        List<String> actual = segments(request.path());
        return routes.stream()
                .flatMap(route -> route.match(request, actual).stream())
                .findFirst();
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
