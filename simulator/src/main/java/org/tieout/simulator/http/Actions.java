package org.tieout.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;

/// What people do to a face's model, over `POST /control/{face}/{action}` with a JSON body. What a rule of
/// the model throws to stop them goes through; the face knows how to say it. Actions are added while the
/// face is built; handling is as thread-safe as their effects.
public final class Actions {
    private final Router router = new Router();

    /// Adds an action that is done, with nothing more to tell.
    public void on(String action, Consumer<JsonNode> effect) {
        asking(action, body -> {
            effect.accept(body);
            return Json.object().put("done", action);
        });
    }

    /// Adds an action that has something to tell.
    public void asking(String action, Function<JsonNode, JsonNode> effect) {
        router.on(
                "POST",
                "/" + action,
                action,
                request -> Response.json(200, effect.apply(request.json().orElseGet(Json::object))));
    }

    /// Carries out what a request asks for: 404 where there is no such action, 400 where its body is wrong.
    public Response handle(Request request) {
        try {
            return router.match(request)
                    .map(Router.Match::answer)
                    .orElseGet(() -> Response.json(404, Json.object().put("error", "no action " + request.path())));
        } catch (NoSuchElementException | IllegalArgumentException wrong) {
            return Response.json(400, Json.object().put("error", wrong.getMessage()));
        }
    }
}
