package org.tieout.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server that turns a connection to TLS when asked (RFC 3207), which GreenMail does not, and that can be told
/// to refuse. Takes one conversation after another.
final class StarttlsServer implements AutoCloseable {

    private final ServerSocket server;
    private final SSLContext tls = TestCertificate.context();
    private final List<String> clear = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();
    private volatile String toMail = "250 fine";
    private volatile String toReceiver = "250 fine";

    StarttlsServer() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("starttls-server").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    StarttlsServer answeringMail(String reply) {
        toMail = reply;
        return this;
    }

    StarttlsServer answeringReceiver(String reply) {
        toReceiver = reply;
        return this;
    }

    List<String> saidInTheClear() {
        return clear;
    }

    List<String> saidEncrypted() {
        return encrypted;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                say(socket, "220 test");
                converse(socket, clear);
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private void converse(Socket socket, List<String> said) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            var word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (word) {
                case "EHLO" ->
                    say(
                            socket,
                            socket instanceof SSLSocket ? "250-test\r\n250 AUTH PLAIN" : "250-test\r\n250 STARTTLS");
                case "STARTTLS" -> {
                    say(socket, "220 go on");
                    try (var secured = (SSLSocket)
                            tls.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true)) {
                        secured.setUseClientMode(false);
                        secured.startHandshake();
                        converse(secured, encrypted);
                    }
                    return;
                }
                case "AUTH" -> say(socket, "235 welcome");
                case "MAIL" -> say(socket, toMail);
                case "RCPT" -> say(socket, toReceiver);
                case "DATA" -> {
                    say(socket, "354 go on");
                    for (var text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                        said.add(text);
                    }
                    say(socket, "250 taken");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 fine");
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
