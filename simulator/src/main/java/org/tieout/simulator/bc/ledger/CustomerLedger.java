package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The customers' entries and what was applied to what. Entries and applications are only ever added, so the
/// state at an earlier moment is the first so many of each. Not thread-safe.
final class CustomerLedger {
    private final List<CustomerEntry> entries = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<DocumentKey, List<Integer>> documents = new HashMap<>();
    private final Map<String, BigDecimal> balances = new HashMap<>();

    private record DocumentKey(String customer, DocumentType type, String number) {}

    List<CustomerEntry> entries() {
        return List.copyOf(entries);
    }

    List<Application> applications() {
        return List.copyOf(applications);
    }

    int size() {
        return entries.size();
    }

    int applied() {
        return applications.size();
    }

    BigDecimal balance(String customer) {
        return balances.getOrDefault(customer, BigDecimal.ZERO.setScale(2));
    }

    Optional<CustomerEntry> entry(int entryNumber) {
        return Optional.ofNullable(positions.get(entryNumber)).map(entries::get);
    }

    /// The entries of a document, oldest first.
    List<CustomerEntry> entries(String customer, DocumentType type, String number) {
        return documents.getOrDefault(new DocumentKey(customer, type, number), List.of()).stream()
                .map(entries::get)
                .toList();
    }

    Optional<CustomerEntry> openEntry(String customer, DocumentType type, String number) {
        return entries(customer, type, number).stream()
                .filter(CustomerEntry::open)
                .findFirst();
    }

    void add(CustomerEntry entry) {
        positions.put(entry.entryNumber(), entries.size());
        documents
                .computeIfAbsent(
                        new DocumentKey(entry.customerNumber(), entry.documentType(), entry.documentNumber()),
                        _ -> new ArrayList<>())
                .add(entries.size());
        balances.merge(entry.customerNumber(), entry.amount(), BigDecimal::add);
        entries.add(entry);
    }

    /// Applies one open entry to another of the opposite sign, as far as both reach.
    Optional<LedgerRefusal> apply(int entryNumber, int toEntryNumber) {
        CustomerEntry applying = entries.get(position(entryNumber));
        CustomerEntry target = entries.get(position(toEntryNumber));
        if (applying.remaining().signum() == target.remaining().signum()) {
            String yes = target.remaining().signum() > 0 ? "Yes" : "No";
            String no = target.remaining().signum() > 0 ? "No" : "Yes";
            return Optional.of(LedgerRefusal.mustEqual(
                    "Positive",
                    no,
                    new Place("Cust. Ledger Entry", Map.of("Entry No.", Integer.toString(toEntryNumber))),
                    yes));
        }
        BigDecimal reach = applying.remaining().abs().min(target.remaining().abs());
        BigDecimal amount = target.remaining().signum() > 0 ? reach : reach.negate();
        LocalDate date =
                applying.postingDate().isAfter(target.postingDate()) ? applying.postingDate() : target.postingDate();
        record(new Application(entryNumber, toEntryNumber, date, amount));
        return Optional.empty();
    }

    private void record(Application application) {
        applications.add(application);
        int by = application.entryNumber();
        replace(application.toEntryNumber(), application.amount(), by, application.date());
        replace(by, application.amount().negate(), application.toEntryNumber(), application.date());
    }

    private void replace(int entryNumber, BigDecimal applied, int by, LocalDate date) {
        int position = position(entryNumber);
        entries.set(position, entries.get(position).reducedBy(applied, by, date));
    }

    private int position(int entryNumber) {
        return Optional.ofNullable(positions.get(entryNumber)).orElseThrow();
    }

    /// Forgets what came after the first `entryCount` entries and `applicationCount` applications.
    void truncate(int entryCount, int applicationCount) {
        List<CustomerEntry> kept = new ArrayList<>(entries.subList(0, entryCount));
        List<Application> keptApplications = new ArrayList<>(applications.subList(0, applicationCount));
        entries.clear();
        applications.clear();
        positions.clear();
        documents.clear();
        balances.clear();
        kept.forEach(entry -> add(entry.unapplied()));
        keptApplications.forEach(this::record);
    }
}
