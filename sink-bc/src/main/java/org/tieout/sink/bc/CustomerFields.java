package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.event.CrmAccount;
import org.tieout.event.CrmContact;
import org.tieout.event.CrmRecord;
import org.tieout.event.CustomerReference;

/// The fields of a customer that the CRM owns, and who changed them last. Posting groups, terms, payment method, credit
/// limit and whether a customer is blocked are Business Central's and never written. Pure.
///
/// A field that the CRM leaves empty, and always did, is nobody's: what people put there stays.
///
/// @param values what the CRM wants, in the order in which they are sent
/// @param cut fields whose text is longer in the CRM than Business Central holds (dynamics-sales memo, 10)
/// @param salt what hashes of this customer are made with
record CustomerFields(Map<String, String> values, List<String> cut, String salt) {
    private static final int EMAIL_LENGTH = 80;
    private static final int HASH_DIGITS = 32;
    private static final String EMAIL = "email";

    /// Lengths in Business Central (memo, 7.5); the order is that of validation: a post code may bring a city.
    private static final Map<String, Integer> LENGTHS = lengths();

    /// Stored in capitals (memo, 7).
    private static final Set<String> CODES = Set.of("postalCode", "country");

    CustomerFields {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
        cut = List.copyOf(cut);
    }

    private static Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        lengths.put("displayName", 100);
        lengths.put("type", 10);
        lengths.put("addressLine1", 100);
        lengths.put("addressLine2", 50);
        lengths.put("postalCode", 20);
        lengths.put("city", 30);
        lengths.put("state", 30);
        lengths.put("country", 10);
        lengths.put("phoneNumber", 30);
        lengths.put(EMAIL, EMAIL_LENGTH);
        lengths.put("website", 80);
        return lengths;
    }

    /// What a record of the CRM wants.
    static CustomerFields of(CrmRecord crm, CustomerReference reference) throws Unpostable {
        Map<String, String> raw = raw(crm, reference);
        if (raw.getOrDefault("displayName", "").isEmpty()) {
            throw new Unpostable(
                    "name-missing",
                    "The CRM's " + crm.getKind() + " has no name",
                    "Give it one in the CRM; the customer is commanded again then.");
        }
        if (raw.getOrDefault(EMAIL, "").length() > EMAIL_LENGTH) {
            throw new Unpostable(
                    "email-too-long",
                    "The e-mail address of the CRM's " + crm.getKind() + " is longer than the " + EMAIL_LENGTH
                            + " characters that Business Central holds; a cut one would be another",
                    "Correct it in the CRM; the customer is commanded again then.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<String> cut = new ArrayList<>();
        LENGTHS.forEach((field, length) -> {
            String text = raw.getOrDefault(field, "");
            String kept = shortened(text, length);
            if (!kept.equals(text)) {
                cut.add(field);
            }
            values.put(field, kept);
        });
        return new CustomerFields(values, cut, crm.getId());
    }

    private static Map<String, String> raw(CrmRecord crm, CustomerReference reference) {
        Map<String, String> raw = new LinkedHashMap<>();
        CrmAccount account = crm.getAccount();
        CrmContact contact = crm.getContact();
        if (account != null) {
            put(raw, "displayName", account.getName());
            put(raw, "type", "Company");
            put(raw, "addressLine1", account.getLine1());
            put(raw, "addressLine2", account.getLine2());
            put(raw, "postalCode", account.getPostalCode());
            put(raw, "city", account.getCity());
            put(raw, "state", account.getState());
            put(raw, "phoneNumber", account.getPhone());
            put(raw, EMAIL, account.getEmail());
            put(raw, "website", account.getWebsite());
        } else if (contact != null) {
            put(raw, "displayName", contact.getFullName());
            put(raw, "type", "Person");
            put(raw, "addressLine1", contact.getLine1());
            put(raw, "addressLine2", contact.getLine2());
            put(raw, "postalCode", contact.getPostalCode());
            put(raw, "city", contact.getCity());
            put(raw, "state", contact.getState());
            put(raw, "phoneNumber", contact.getPhone());
            put(raw, EMAIL, contact.getEmail());
        }
        put(raw, "country", reference.getCountry());
        return raw;
    }

    private static void put(Map<String, String> raw, String field, @Nullable String text) {
        raw.put(field, text == null ? "" : normal(field, text));
    }

    private static String normal(String field, String text) {
        String stripped = text.strip();
        return CODES.contains(field) ? stripped.toUpperCase(Locale.ROOT) : stripped;
    }

    private static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Half of a pair is no character.
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end).strip();
    }

    // ---- what is to be done ---------------------------------------------------------------------------------------

    /// What a customer needs.
    sealed interface Decision {
        /// Nothing.
        record Same() implements Decision {}

        /// These fields are written.
        record Write(Map<String, String> changes) implements Decision {}

        /// Somebody changed these fields in Business Central since we wrote them.
        record Edited(List<String> fields) implements Decision {}
    }

    /// What a customer as it is now needs.
    ///
    /// @param before hashes of what we wrote last; empty where we never did, so that all of it is the CRM's to say
    Decision decide(JsonNode current, Map<String, String> before) {
        Map<String, String> changes = new LinkedHashMap<>();
        List<String> edited = new ArrayList<>();
        for (Map.Entry<String, String> each : values.entrySet()) {
            String field = each.getKey();
            String held = normal(field, current.path(field).asText(""));
            if (!isOurs(field, before) || held.equals(each.getValue())) {
                continue;
            }
            if (before.isEmpty() || hash(field, held).equals(before.getOrDefault(field, hash(field, "")))) {
                changes.put(field, each.getValue());
            } else {
                edited.add(field);
            }
        }
        if (!edited.isEmpty()) {
            return new Decision.Edited(edited);
        }
        return changes.isEmpty() ? new Decision.Same() : new Decision.Write(changes);
    }

    private boolean isOurs(String field, Map<String, String> before) {
        return !values.getOrDefault(field, "").isEmpty()
                || !before.getOrDefault(field, hash(field, "")).equals(hash(field, ""));
    }

    /// Hashes of what a customer holds now, for the next time.
    Map<String, String> written(JsonNode current, Map<String, String> before) {
        Map<String, String> hashes = new LinkedHashMap<>();
        values.keySet()
                .forEach(field -> hashes.put(
                        field,
                        hash(
                                field,
                                isOurs(field, before)
                                        ? normal(field, current.path(field).asText(""))
                                        : "")));
        return hashes;
    }

    /// Hashes of what is wanted.
    Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        values.forEach((field, value) -> hashes.put(field, hash(field, value)));
        return hashes;
    }

    /// Whether a customer holds what an attempt was to write.
    ///
    /// @param writing hashes of what it was to write
    /// @param before hashes of what was written before
    static boolean holds(JsonNode current, Map<String, String> writing, Map<String, String> before, String salt) {
        return !writing.isEmpty()
                && writing.entrySet().stream().allMatch(each -> {
                    String field = each.getKey();
                    String empty = hash(salt, field, "");
                    boolean nobodys = each.getValue().equals(empty)
                            && before.getOrDefault(field, empty).equals(empty);
                    String held =
                            hash(salt, field, normal(field, current.path(field).asText("")));
                    return nobodys || held.equals(each.getValue());
                });
    }

    private String hash(String field, String value) {
        return hash(salt, field, value);
    }

    /// Salted, because a state or a telephone number alone is soon guessed by all customers at once.
    private static String hash(String salt, String field, String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((salt + "|" + field + "|" + value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
