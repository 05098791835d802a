package org.tieout.runtime.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.deal.DealPolicy;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.runtime.http.HostPolicy;
import org.tieout.runtime.schedule.Durations;

/// Reads `tieout.yaml` of a configuration directory. Strict: an unknown key is an error, and all errors are
/// reported at once, each with file, place, what is wrong and what to do.
public final class ConfigFiles {

    private static final String FILE = "tieout.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final List<String> TOP = List.of("environment", "connections", "flows", "alerts");
    private static final List<String> ENVIRONMENTS = List.of("production", "development");
    private static final List<String> FLOW =
            List.of("name", "source", "target", "mode", "mapping", "cut-over", "schedule", "options");
    private static final List<String> SCHEDULES = List.of("orders", "settlements", "finances", "deals", "ledger");
    private static final List<String> OPTIONS = List.of(
            "create-missing-items",
            "returns-to-stock",
            Flow.BEFORE_CUT_OVER,
            Flow.BC_SCHEME,
            ClosedPeriods.THROUGH,
            ClosedPeriods.POLICY,
            PayoutRoute.OPTION,
            PayoutRoute.FROM,
            "month-end",
            "month-end-days",
            "deferral-reversal",
            DealPolicy.TRIGGERS,
            DealPolicy.DOCUMENT,
            DealPolicy.APPROVAL,
            DealPolicy.WITHOUT_LINES,
            DealPolicy.TOTALS,
            DealPolicy.CUSTOMER_NUMBERS);
    private static final String CRM = "dynamics-sales";
    private static final List<String> SOURCES = List.of("amazon", CRM);
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Path directory;
    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Map<String, SecretReference>> secrets = new LinkedHashMap<>();
    private final Map<String, Path> mappings = new LinkedHashMap<>();

    private ConfigFiles(Path directory) {
        this.directory = directory;
        this.file = directory.resolve(FILE);
    }

    /// Reads and checks.
    ///
    /// @throws ConfigException with everything that is wrong
    public static Configuration read(Path directory) {
        return new ConfigFiles(directory).read();
    }

    private Configuration read() {
        var root = parse();
        keys(root, "", TOP);
        var environment = choice(root, "", "environment", ENVIRONMENTS).orElse("production");
        var connections = new ArrayList<Connection>();
        each(
                root,
                "connections",
                (node, path) -> connection(node, path, environment).ifPresent(connections::add));
        var vendors = connections.stream()
                .collect(Collectors.toMap(Connection::name, Connection::vendor, (first, second) -> first));
        var flows = new ArrayList<Flow>();
        each(root, "flows", (node, path) -> flow(node, path, vendors).ifPresent(flows::add));
        unique("flows", flows.stream().map(Flow::name).toList());
        each(
                root,
                "alerts",
                (node, path) -> channel(node, path, environment, flows).ifPresent(connections::add));
        unique(
                "connections and alerts",
                connections.stream().map(Connection::name).toList());
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Configuration(connections, flows, secrets, mappings);
    }

    private JsonNode parse() {
        try {
            var root = YAML.readTree(Files.readString(file));
            return root == null || root.isMissingNode() || root.isNull() ? JsonNodeFactory.instance.objectNode() : root;
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            var line = where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw new ConfigException(
                    List.of(file + line + ": this is not valid YAML: " + e.getOriginalMessage()
                            + ". Check indentation and quotes."),
                    e);
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(file + ": cannot be read. Create it, or name another directory with --config."), e);
        }
    }

    private Optional<Connection> connection(JsonNode node, String path, String environment) {
        var name = name(node, path);
        var vendor = choice(node, path, "vendor", VendorKeys.BY_VENDOR.keySet());
        if (vendor.isEmpty()) {
            if (node.get("vendor") == null) {
                problem(path + ".vendor", "is missing. Say which vendor: " + listed(VendorKeys.BY_VENDOR.keySet()));
            }
            return Optional.empty();
        }
        var grammar = VendorKeys.BY_VENDOR.get(vendor.get());
        if (name.isEmpty() || grammar == null) {
            return Optional.empty();
        }
        var known = new ArrayList<>(List.of("name", "vendor", "secrets"));
        known.addAll(grammar.settings());
        keys(node, path, known);
        var settings = new LinkedHashMap<String, String>();
        settings.put(Connection.ENVIRONMENT, environment);
        for (var key : grammar.settings()) {
            text(node, path, key).ifPresent(value -> settings.put(key, value));
        }
        for (var key : grammar.required()) {
            if (!settings.containsKey(key)) {
                problem(path + "." + key, "is missing. A connection to " + vendor.get() + " needs it");
            }
        }
        for (var key : grammar.urls()) {
            url(settings.get(key), path + "." + key, grammar.policy(environment.equals("development")));
        }
        checkValues(settings, path);
        var given = secrets(node.path("secrets"), path + ".secrets", grammar.secrets(), grammar.optionalSecrets());
        (grammar.settings().contains(OwnAddress.URL)
                        ? OwnAddress.problems(
                                settings, given.containsKey(OwnAddress.SECRET), environment.equals("development"))
                        : OwnAddress.listening(settings, given.containsKey(OwnAddress.SECRET)))
                .forEach((key, what) -> problem(path + "." + key, what));
        keepOptional(given, grammar.optionalSecrets(), settings);
        secrets.put(name.get(), given);
        return Optional.of(new Connection(name.get(), vendor.get(), settings));
    }

    private void checkValues(Map<String, String> settings, String path) {
        for (var key : List.of("wait-for-orders", "settlement-cadence", "call-timeout")) {
            duration(settings.get(key), path + "." + key);
        }
        date(settings.get("read-from"), path + ".read-from");
        WriteBack.problems(settings).forEach((key, what) -> problem(path + "." + key, what));
    }

    private Map<String, SecretReference> secrets(
            JsonNode node, String path, List<String> required, List<String> optional) {
        var known = new ArrayList<>(required);
        known.addAll(optional);
        keys(node, path, known);
        var references = new LinkedHashMap<String, SecretReference>();
        for (var secret : known) {
            var reference = node.get(secret);
            if (reference != null) {
                secret(reference, path + "." + secret).ifPresent(found -> references.put(secret, found));
            } else if (required.contains(secret)) {
                problem(path + "." + secret, "is missing. Say where it is: {env: VARIABLE} or {file: path}");
            }
        }
        return references;
    }

    /// Remembers which optional secrets were given.
    private static void keepOptional(
            Map<String, SecretReference> given, List<String> optional, Map<String, String> settings) {
        given.keySet().stream()
                .filter(optional::contains)
                .forEach(secret -> settings.put(Connection.HAS + secret, "true"));
    }

    private Optional<SecretReference> secret(JsonNode reference, String path) {
        if (!reference.isObject() || reference.size() != 1) {
            problem(path, "must be {env: VARIABLE} or {file: path}. A secret is never written into this file");
            return Optional.empty();
        }
        if (reference.has("env")) {
            return Optional.of(new SecretReference.Env(reference.get("env").asText()));
        }
        if (reference.has("file")) {
            return Optional.of(new SecretReference.InFile(
                    directory.resolve(reference.get("file").asText())));
        }
        keys(reference, path, List.of("env", "file"));
        return Optional.empty();
    }

    /// A channel is kept as a connection: it, too, is an address with credentials.
    private Optional<Connection> channel(JsonNode node, String path, String environment, List<Flow> flows) {
        var name = name(node, path);
        var kind = choice(node, path, "kind", ChannelKeys.BY_KIND.keySet());
        if (node.get("kind") == null) {
            problem(path + ".kind", "is missing. Say which kind: " + listed(ChannelKeys.BY_KIND.keySet()));
        }
        var grammar = kind.map(ChannelKeys.BY_KIND::get);
        if (name.isEmpty() || grammar.isEmpty()) {
            return Optional.empty();
        }
        var known = new ArrayList<>(List.of("name", "kind", "secrets"));
        known.addAll(grammar.get().settings());
        keys(node, path, known);
        var settings = new LinkedHashMap<String, String>();
        settings.put(Connection.ENVIRONMENT, environment);
        for (var key : grammar.get().settings()) {
            text(node, path, key).ifPresent(value -> settings.put(key, value));
        }
        for (var key : grammar.get().required()) {
            if (!settings.containsKey(key)) {
                problem(path + "." + key, "is missing. An alert channel of this kind needs it");
            }
        }
        var given = secrets(
                node.path("secrets"),
                path + ".secrets",
                grammar.get().secrets(),
                grammar.get().optionalSecrets());
        keepOptional(given, grammar.get().optionalSecrets(), settings);
        new ChannelCheck(path, settings, this::problem)
                .check(flows.stream().map(Flow::name).toList());
        secrets.put(name.get(), given);
        return Optional.of(new Connection(name.get(), kind.orElseThrow(), settings));
    }

    private Optional<Flow> flow(JsonNode node, String path, Map<String, String> vendors) {
        keys(node, path, FLOW);
        var name = name(node, path);
        var source = connectionName(node, path, "source", vendors);
        var target = connectionName(node, path, "target", vendors);
        var mode = choice(node, path, "mode", List.of("INVOICE", "SUMMARY")).orElse("INVOICE");
        var cutOver = text(node, path, "cut-over").flatMap(value -> date(value, path + ".cut-over"));
        var options = new LinkedHashMap<String, String>();
        keys(node.path("schedule"), path + ".schedule", SCHEDULES);
        for (var what : SCHEDULES) {
            text(node.path("schedule"), path + ".schedule", what).ifPresent(value -> {
                duration(value, path + ".schedule." + what);
                options.put(Flow.SCHEDULE + what, value);
            });
        }
        // A misspelt option would leave a closed month open without a word.
        keys(node.path("options"), path + ".options", OPTIONS);
        node.path("options")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        options(options, path + ".options");
        if (name.isEmpty() || source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        text(node, path, "mapping").ifPresent(mapping -> mappings.put(name.get(), directory.resolve(mapping)));
        var profile = vendors.getOrDefault(target.get(), "");
        direction(path, vendors.getOrDefault(source.get(), ""), profile);
        return Optional.of(
                new Flow(name.get(), source.get(), target.get(), profile, Flow.Mode.valueOf(mode), cutOver, options));
    }

    /// Books are not read from, and a deal becomes documents of one ledger alone.
    private void direction(String path, String source, String target) {
        if (!SOURCES.contains(source)) {
            problem(
                    path + ".source",
                    "is a connection to " + source + ", which is no source. Name one to "
                            + String.join(" or ", SOURCES));
        }
        if (SOURCES.contains(target)) {
            problem(path + ".target", "is a connection to " + target + ", which keeps no books");
        } else if (source.equals(CRM) && !target.equals("bc")) {
            problem(path + ".target", "is a connection to " + target + ". Deals go to Business Central (bc)");
        }
    }

    /// Options that decide what is posted are read now: a flow with one that cannot be read must not run.
    private void options(Map<String, String> options, String path) {
        oneOf(options, path, Flow.BEFORE_CUT_OVER, List.of("elsewhere", "summary", "invoice"));
        oneOf(options, path, Flow.BC_SCHEME, List.of("BC-2", "BC-1"));
        oneOf(options, path, "create-missing-items", List.of("true", "false"));
        oneOf(options, path, "returns-to-stock", List.of("true", "false"));
        oneOf(options, path, "month-end", List.of("on", "off"));
        oneOf(options, path, "deferral-reversal", List.of("on-release", "first-of-month"));
        if (ClosedPeriods.read(options) instanceof ClosedPeriods.Reading.Unreadable(var option, var message)) {
            problem(path + "." + option, message);
        }
        if (DealPolicy.read(options) instanceof DealPolicy.Reading.Unreadable(var option, var message)) {
            problem(path + "." + option, message);
        }
        if (PayoutRoute.read(options) instanceof PayoutRoute.Reading.Unreadable(var option, var message)) {
            problem(path + "." + option, message);
        }
    }

    private void oneOf(Map<String, String> options, String path, String option, List<String> words) {
        var word = options.get(option);
        if (word != null && !words.contains(word)) {
            problem(path + "." + option, "is " + word + ". Write one of " + listed(words));
        }
    }

    private Optional<String> connectionName(JsonNode node, String path, String key, Map<String, String> vendors) {
        var name = text(node, path, key);
        if (name.isEmpty()) {
            problem(path + "." + key, "is missing. Name a connection: " + listed(vendors.keySet()));
        } else if (!vendors.containsKey(name.get())) {
            problem(
                    path + "." + key,
                    "names no connection: " + name.get() + "." + didYouMean(name.get(), vendors.keySet()));
            return Optional.empty();
        }
        return name;
    }

    private Optional<String> name(JsonNode node, String path) {
        var name = text(node, path, "name");
        if (name.isEmpty()) {
            problem(path + ".name", "is missing. Give it a name");
        } else if (!NAME.matcher(name.get()).matches()) {
            problem(path + ".name", "\"" + name.get() + "\" is no name. Use lower-case letters, digits and hyphens");
            return Optional.empty();
        }
        return name;
    }

    private Optional<String> text(JsonNode node, String path, String key) {
        var value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.isArray()) {
            return Optional.of(StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(",")));
        }
        if (value.isObject()) {
            problem(path + "." + key, "must be a value, not a section");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    private Optional<String> choice(JsonNode node, String path, String key, Collection<String> allowed) {
        var value = text(node, path, key);
        if (value.isPresent() && !allowed.contains(value.get())) {
            problem(
                    (path.isEmpty() ? "" : path + ".") + key,
                    "\"" + value.get() + "\" is none of " + listed(allowed) + "." + didYouMean(value.get(), allowed));
            return Optional.empty();
        }
        return value;
    }

    private void duration(@Nullable String value, String path) {
        if (value == null) {
            return;
        }
        try {
            Durations.parse(value);
        } catch (IllegalArgumentException e) {
            problem(path, String.valueOf(e.getMessage()));
        }
    }

    private Optional<LocalDate> date(@Nullable String value, String path) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeException e) {
            problem(path, "\"" + value + "\" is no date. Write it as 2026-08-31");
            return Optional.empty();
        }
    }

    private void url(@Nullable String value, String path, HostPolicy hosts) {
        if (value == null) {
            return;
        }
        try {
            var url = new URI(value);
            if (url.getHost() == null || !Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                problem(path, "\"" + value + "\" is no http address");
            } else if (!hosts.permits(url)) {
                problem(
                        path,
                        "\"" + url.getHost() + "\" is not a host of the vendor by https. Use one of "
                                + listed(hosts.hosts()) + ", or set environment: development");
            }
        } catch (java.net.URISyntaxException e) {
            problem(path, "\"" + value + "\" is no http address: " + e.getReason());
        }
    }

    private void each(JsonNode root, String key, NodeReader reader) {
        var list = root.path(key);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            problem(key, "must be a list: begin each entry with \"- name: …\"");
            return;
        }
        for (var index = 0; index < list.size(); index++) {
            var entry = list.get(index);
            var label = entry.path("name").asText("");
            reader.read(entry, key + "[" + (label.isEmpty() ? Integer.toString(index + 1) : label) + "]");
        }
    }

    private void keys(JsonNode node, String path, Collection<String> known) {
        node.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !known.contains(key))
                .forEach(key -> problem(
                        (path.isEmpty() ? "" : path + ".") + key,
                        "is not a key known here." + didYouMean(key, known) + " Known are " + listed(known)));
    }

    private void unique(String path, List<String> names) {
        var seen = new HashSet<String>();
        names.stream()
                .filter(name -> !seen.add(name))
                .forEach(name -> problem(path, "the name " + name + " is given twice. Rename one"));
    }

    private void problem(String path, String what) {
        problems.add(file + ": " + path + ": " + what + (what.endsWith(".") ? "" : "."));
    }

    static String listed(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    static String didYouMean(String word, Collection<String> known) {
        return Suggestion.nearest(word, known)
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
    }

    @FunctionalInterface
    private interface NodeReader {
        void read(JsonNode node, String path);
    }
}
