package org.tieout.simulator.amazon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.CallLog;
import org.tieout.simulator.http.FaceServer;
import org.tieout.simulator.http.Faults;
import org.tieout.simulator.http.Kernel;

/// The Amazon face alone on a port, with clocks that stand still unless moved, and requests written byte for byte.
final class AmazonServer implements AutoCloseable {
    final SimulatorClock clock;
    final AmazonFace face;
    private final FaceServer server;

    AmazonServer(SellerOptions options) {
        clock = new SimulatorClock(Instant.parse("2026-11-21T10:00:00Z"), options.opensAt(), 0, () -> 0);
        server = new FaceServer(0, clock, new Faults(), new CallLog());
        face = new AmazonFace(
                new Kernel(options.seed(), clock, URI.create("http://127.0.0.1:" + server.port())), options);
        server.mount(face);
        server.start();
    }

    /// An answer as it came over the wire: header names in lower case, a character of `octets` for each byte of the
    /// body.
    record Answer(int status, Map<String, String> headers, String octets) {
        byte[] bytes() {
            return octets.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        String find(String regex) {
            Matcher matcher = Pattern.compile(regex).matcher(text());
            if (!matcher.find()) {
                throw new AssertionError(regex + " is not in " + text());
            }
            return matcher.group(1);
        }
    }

    /// Sends exactly this text, in which lines end with LF and Host and Connection are added.
    Answer raw(String request) {
        String[] headAndBody = request.split("\n\n", 2);
        String body = headAndBody.length == 2 ? headAndBody[1] : "";
        String text = (headAndBody[0].strip() + "\nHost: 127.0.0.1\nConnection: close\n").replace("\n", "\r\n")
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }

    /// A token from the refresh token, as any client gets it.
    String accessToken() {
        Answer answer = token("grant_type=refresh_token&refresh_token=Atzr%7Csim-refresh-token-1"
                + "&client_id=amzn1.application-oa2-client.sim0001&client_secret=sim-client-secret-1");
        return answer.find("\"access_token\":\"([^\"]+)\"");
    }

    Answer token(String form) {
        return raw("POST /amazon/auth/o2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n" + form);
    }

    /// A GET with a fresh token.
    Answer get(String path) {
        return get(path, accessToken());
    }

    Answer get(String path, String accessToken) {
        return raw("GET /amazon" + path + " HTTP/1.1\nUser-Agent: Tester/1.0 (Language=Java)\nx-amz-access-token: "
                + accessToken + "\n\n");
    }

    Answer post(String path, String json) {
        return raw("POST /amazon" + path + " HTTP/1.1\nUser-Agent: Tester/1.0 (Language=Java)\nx-amz-access-token: "
                + accessToken() + "\nContent-Type: application/json\n\n" + json);
    }

    @Override
    public void close() {
        server.close();
    }
}
