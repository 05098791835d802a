package org.tieout.runtime.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.secret.SecretAccess;
import org.tieout.runtime.service.Version;

/// Makes calls to one vendor for one connection. The order of concerns: allowed host → rate budget → token →
/// send within the deadline → classify → measure.
///
/// It repeats a call in one case only: refused for its token, which certainly did nothing, once, with a fresh
/// token. All other repetition is left to whoever knows that the call is repeatable. Bodies and tokens never
/// reach a log or a message. Thread-safe; blocks, so call it from virtual threads.
public final class ApiClient implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ApiProfile profile;
    private final Optional<TokenSource> tokens;
    private final MeterRegistry meters;
    private final OkHttpClient http;
    private final Progress progress;

    /// Sees how far a call has come, for tests that halt the process there. Called on the calling thread;
    /// returns at once.
    public interface Progress {
        /// The request is out, body included.
        void sent(ApiCall call);

        /// The answer's head has arrived; its body is not read.
        void answering(ApiCall call);
    }

    private static final Progress UNWATCHED = new Progress() {
        @Override
        public void sent(ApiCall call) {}

        @Override
        public void answering(ApiCall call) {}
    };

    /// @param tokens where access tokens come from; none for a client of a token endpoint
    public ApiClient(ApiProfile profile, Optional<TokenSource> tokens, MeterRegistry meters) {
        this(profile, tokens, meters, UNWATCHED);
    }

    /// The same, watched.
    public ApiClient(ApiProfile profile, Optional<TokenSource> tokens, MeterRegistry meters, Progress progress) {
        this.progress = progress;
        this.profile = profile;
        this.tokens = tokens;
        this.meters = meters;
        this.http = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(10))
                // The deadline of the whole call is what counts.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                // A redirect could lead past the list of allowed hosts.
                .followRedirects(false)
                .followSslRedirects(false)
                .eventListenerFactory(call -> listenerOf(call.request()))
                .build();
    }

    /// Makes the call and returns what came of it; never throws for anything the vendor or the network does.
    public Answer call(ApiCall call) {
        return perform(call, body -> new String(bounded(body, call.maxBytes()), StandardCharsets.UTF_8));
    }

    /// Makes the call and streams an accepted answer's body to that file, as it came over the wire, without
    /// decompression. The reply's body is then empty. An answer that ends early, or is larger than the call
    /// allows, is Unknown and the file is deleted.
    public Answer download(ApiCall call, Path file) {
        var answer = perform(call.withHeader("Accept-Encoding", "identity"), body -> {
            try (var out = Files.newOutputStream(file)) {
                copy(body, out, call.maxBytes());
            }
            return "";
        });
        if (!(answer instanceof Answer.Accepted)) {
            deleteQuietly(file);
        }
        return answer;
    }

    private Answer perform(ApiCall call, BodyReader reader) {
        if (!profile.hosts().permits(call.url())) {
            throw new IllegalArgumentException(call + ": " + call.url().getHost() + " is not a host of "
                    + profile.vendor() + ". Outside development only the vendor's own hosts are called, by https.");
        }
        var started = Timer.start(meters);
        var answer = paced(call, reader);
        started.stop(Timer.builder("tieout.api.calls")
                .description("Calls to vendors, by outcome")
                .tag("vendor", profile.vendor())
                .tag("operation", call.operation())
                .tag("outcome", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(meters));
        return answer;
    }

    private Answer paced(ApiCall call, BodyReader reader) {
        if (call.budget().isEmpty()) {
            return authorized(call, reader);
        }
        var budget = call.budget().get();
        var patience = call.patience();
        while (true) {
            var wait = budget.tryTake();
            if (wait.isEmpty()) {
                break;
            }
            if (wait.get().compareTo(patience) > 0) {
                return new Answer.Throttled(wait, call.operation() + " waits for its own rate budget");
            }
            patience = patience.minus(wait.get());
            try {
                Thread.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.Unavailable(Optional.empty(), "interrupted before " + call.operation() + " was sent");
            }
        }
        var answer = authorized(call, reader);
        if (answer instanceof Answer.Throttled(var retryAfter, var reason)) {
            budget.exceeded(retryAfter);
        } else {
            budget.respected();
        }
        return answer;
    }

    private Answer authorized(ApiCall call, BodyReader reader) {
        if (!call.authorized() || tokens.isEmpty()) {
            return send(call, Optional.empty(), reader);
        }
        var source = tokens.get();
        var access = source.access();
        if (access instanceof TokenSource.Access.Granted first) {
            var answer = send(call, Optional.of(first), reader);
            if (!(answer instanceof Answer.Unauthorized)) {
                return answer;
            }
            source.expire(first);
            access = source.access();
        }
        return switch (access) {
            case TokenSource.Access.Granted fresh -> send(call, Optional.of(fresh), reader);
            case TokenSource.Access.Denied(var reason) -> new Answer.Unauthorized(reason);
            case TokenSource.Access.Unavailable(var reason) -> new Answer.Unavailable(Optional.empty(), reason);
        };
    }

    private Answer send(ApiCall call, Optional<TokenSource.Access.Granted> token, BodyReader reader) {
        var request = request(call, token);
        var sent = sentFlag(request);
        var prepared = http.newCall(request);
        prepared.timeout().timeout(call.deadline().toMillis(), TimeUnit.MILLISECONDS);
        try (var response = prepared.execute()) {
            return classify(call, response, reader);
        } catch (ConnectException e) {
            return new Answer.Unavailable(Optional.empty(), call.operation() + " could not be sent: " + e.getMessage());
        } catch (IOException e) {
            var what = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            return sent.get()
                    ? new Answer.Unknown(call.operation() + " was sent and not answered: " + what)
                    : new Answer.Unavailable(Optional.empty(), call.operation() + " could not be sent: " + what);
        }
    }

    private Answer classify(ApiCall call, Response response, BodyReader reader) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        response.headers()
                .forEach(header -> headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
        var requestId = profile.requestIdHeaders().stream()
                .map(name -> headers.get(name.toLowerCase(Locale.ROOT)))
                .filter(id -> id != null)
                .findFirst()
                .orElse("");
        announceRate(call, headers.get(profile.rateHeader().orElse("").toLowerCase(Locale.ROOT)));
        // Only an answer that was asked for goes where it was asked to go; an error is always a text of moderate size.
        var body = response.isSuccessful()
                ? reader.read(response.body().byteStream())
                : new String(bounded(response.body().byteStream(), 1 << 20), StandardCharsets.UTF_8);
        return profile.classifier().apply(new Reply(response.code(), headers, body, requestId));
    }

    private static void announceRate(ApiCall call, @Nullable String announced) {
        if (announced == null || call.budget().isEmpty()) {
            return;
        }
        try {
            call.budget().get().announced(Double.parseDouble(announced));
        } catch (NumberFormatException e) {
            // The header is documented as best effort: without a number the budget stays as it is.
            return;
        }
    }

    private Request request(ApiCall call, Optional<TokenSource.Access.Granted> token) {
        var request = new Request.Builder()
                .url(call.url().toString())
                .header(
                        "User-Agent",
                        "Tieout/" + Version.current() + " (Language=Java/"
                                + Runtime.version().feature() + ")")
                .tag(Sent.class, new Sent(new AtomicBoolean()))
                .tag(ApiCall.class, call)
                .method(call.method(), call.body().map(OnceBody::new).orElse(null));
        call.headers().forEach(request::header);
        token.ifPresent(granted -> request.header(
                profile.tokenHeader(), profile.tokenPrefix() + granted.token().reveal(SecretAccess.forUse())));
        return request.build();
    }

    private static AtomicBoolean sentFlag(Request request) {
        var tag = request.tag(Sent.class);
        return tag == null ? new AtomicBoolean(true) : tag.flag();
    }

    private EventListener listenerOf(Request request) {
        var sent = sentFlag(request);
        var apiCall = request.tag(ApiCall.class);
        return new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                sent.set(true);
            }

            @Override
            public void requestBodyEnd(Call call, long byteCount) {
                if (apiCall != null) {
                    progress.sent(apiCall);
                }
            }

            @Override
            public void responseHeadersEnd(Call call, Response response) {
                if (apiCall != null) {
                    progress.answering(apiCall);
                }
            }
        };
    }

    private static byte[] bounded(InputStream body, long limit) throws IOException {
        var read = body.readNBytes(Math.toIntExact(Math.min(limit + 1, Integer.MAX_VALUE - 8L)));
        if (read.length > limit) {
            throw new IOException("the answer is larger than " + limit + " bytes");
        }
        return read;
    }

    private static void copy(InputStream body, OutputStream out, long limit) throws IOException {
        var buffer = new byte[BUFFER];
        var total = 0L;
        for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            total += count;
            if (total > limit) {
                throw new IOException("the document is larger than " + limit + " bytes");
            }
            out.write(buffer, 0, count);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The answer already says that nothing was downloaded; a leftover in a directory for temporary files harms
            // nobody.
            return;
        }
    }

    /// Ends idle connections.
    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /// Whether any byte of the request went out: only then can it have been done.
    private record Sent(AtomicBoolean flag) {}

    @FunctionalInterface
    private interface BodyReader {
        String read(InputStream body) throws IOException;
    }

    /// A body that OkHttp never sends a second time by itself, on another connection or after 408: what is
    /// repeated, and when, is not the client's to decide.
    private static final class OnceBody extends RequestBody {
        private final ApiCall.Body body;

        OnceBody(ApiCall.Body body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return MediaType.parse(body.contentType());
        }

        @Override
        public long contentLength() {
            return body.text().getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(body.text());
        }

        @Override
        public boolean isOneShot() {
            return true;
        }
    }
}
