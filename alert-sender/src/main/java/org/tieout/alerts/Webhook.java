package org.tieout.alerts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.tieout.runtime.config.WebhookAddress;
import org.tieout.runtime.http.Reply;
import org.tieout.runtime.http.RetryAfter;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;
import org.tieout.runtime.service.Version;

/// Posts a message to an address. The address is a secret: nothing said here shows more of it than its host.
/// Answers' bodies are not read, and redirects are not followed.
final class Webhook implements Transport {

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final String RETRY_AFTER = "Retry-After";
    private static final String CORRECT = "Correct the secret url of the channel and run tieout apply.";

    private final Secret address;
    private final Optional<Secret> signingKey;
    private final boolean development;
    private final Clock clock;
    private final OkHttpClient http;

    Webhook(Secret address, Optional<Secret> signingKey, boolean development, Duration timeout, Clock clock) {
        this.address = address;
        this.signingKey = signingKey;
        this.development = development;
        this.clock = clock;
        this.http = new OkHttpClient.Builder()
                .callTimeout(timeout)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                // A repetition is decided, and recorded, by the sender alone.
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(Webhook::withoutHiddenRepetition)
                .build();
    }

    @Override
    public Result send(Message message) {
        var problem = WebhookAddress.problem(address, development);
        if (problem.isPresent()) {
            return new Result.Refused("the address " + problem.get(), CORRECT, true);
        }
        var request = request(message);
        var host = request.url().host();
        try (var response = http.newCall(request).execute()) {
            return judge(response, host);
        } catch (IOException e) {
            return new Result.Later(reason(e, host), Optional.empty());
        }
    }

    /// OkHttp repeats by itself what was answered 503 with Retry-After: 0.
    private static Response withoutHiddenRepetition(Interceptor.Chain chain) throws IOException {
        var response = chain.proceed(chain.request());
        return "0".equals(response.header(RETRY_AFTER))
                ? response.newBuilder().removeHeader(RETRY_AFTER).build()
                : response;
    }

    private Request request(Message message) {
        var body = Payload.of(message);
        var request = new Request.Builder()
                .url(address.reveal(SecretAccess.forUse()))
                .header("User-Agent", "tieout/" + Version.current())
                .header("Tieout-Delivery", message.id())
                .post(RequestBody.create(body, JSON));
        signingKey.ifPresent(key -> request.header(Signature.HEADER, Signature.of(key, clock.instant(), body)));
        return request.build();
    }

    private static Result judge(Response response, String host) {
        var status = response.code();
        var answered = host + " answered " + status;
        if (response.isSuccessful()) {
            return new Result.Delivered();
        }
        if (response.isRedirect()) {
            return new Result.Refused(
                    answered + ": a redirect, which is not followed", "Name the final address. " + CORRECT, false);
        }
        return switch (status) {
            case 408, 425, 429 -> new Result.Later(answered, RetryAfter.of(reply(response)));
            case 410 ->
                new Result.Refused(
                        answered + ": the address is gone for good", "Make a new one there. " + CORRECT, true);
            default ->
                status >= 500
                        ? new Result.Later(answered, RetryAfter.of(reply(response)))
                        : new Result.Refused(answered, "See what it wants of a message there. " + CORRECT, false);
        };
    }

    private static Reply reply(Response response) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .forEach(header -> headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
        return new Reply(response.code(), headers, "", "");
    }

    /// In our words: an exception's may quote the address.
    private static String reason(IOException failure, String host) {
        return switch (failure) {
            case UnknownHostException _ -> "the name " + host + " is not known";
            case ConnectException _ -> host + " takes no connections";
            case SSLException _ -> "no secure connection to " + host + " came about";
            case InterruptedIOException _ -> host + " did not answer in time";
            default -> "the connection to " + host + " broke";
        };
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
