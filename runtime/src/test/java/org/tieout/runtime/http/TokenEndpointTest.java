package org.tieout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.runtime.http.TokenExchange.Result;

final class TokenEndpointTest {

    @Test
    void aDenialOfSeveralLinesIsToldInOne() {
        var body = """
                {"error":"invalid_client","error_description":"Invalid client secret provided.\\r\\nTrace ID: 1\\r\\n\
                Correlation ID: 2"}""";

        assertThat(refused(401, body))
                .isEqualTo(new Result.Denied(
                        "the token endpoint says invalid_client: Invalid client secret provided. Trace ID: 1"
                                + " Correlation ID: 2"));
    }

    @Test
    void anErrorThatMayPassIsNoDenial() {
        assertThat(refused(400, "{\"error\":\"temporarily_unavailable\",\"error_description\":\"Later\"}"))
                .isEqualTo(new Result.Unavailable("the token endpoint says temporarily_unavailable: Later"));
    }

    private static Result refused(int status, String body) {
        return TokenEndpoint.result(
                new Answer.Refused(new Reply(status, Map.of(), body, "request-1"), "HTTP " + status));
    }
}
