package org.tieout.simulator.dataverse.webhook;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.state.Entity;

/// Where a webhook goes and how it says who it is (section 11): a key as `?code=`, header fields, or pairs in the
/// query.
///
/// @param headers what authorises it
record Endpoint(URI address, Map<String, String> headers) {
    private static final int KEY = 4;
    private static final int HEADER = 5;
    private static final int QUERY = 6;
    private static final Pattern SETTING = Pattern.compile("<setting\\s+name=\"([^\"]*)\"\\s+value=\"([^\"]*)\"\\s*/>");

    Endpoint {
        headers = Map.copyOf(headers);
    }

    /// Of a `serviceendpoint`.
    static Endpoint of(Entity row) {
        String url = row.text("url");
        String secret = row.text("authvalue");
        return switch (row.data().path("authtype").asInt()) {
            case KEY -> new Endpoint(URI.create(url + separator(url) + "code=" + encode(secret)), Map.of());
            case HEADER -> new Endpoint(URI.create(url), settings(secret));
            case QUERY -> {
                StringBuilder whole = new StringBuilder(url);
                settings(secret)
                        .forEach((name, value) -> whole.append(separator(whole.toString()))
                                .append(encode(name))
                                .append('=')
                                .append(encode(value)));
                yield new Endpoint(URI.create(whole.toString()), Map.of());
            }
            default -> new Endpoint(URI.create(url), Map.of());
        };
    }

    private static String separator(String url) {
        return url.contains("?") ? "&" : "?";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> settings(String xml) {
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher setting = SETTING.matcher(xml);
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2));
        }
        return settings;
    }
}
