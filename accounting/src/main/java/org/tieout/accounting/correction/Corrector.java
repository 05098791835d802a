package org.tieout.accounting.correction;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tieout.accounting.correction.Correction.Differs;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Same;
import org.tieout.accounting.correction.Correction.Terms;
import org.tieout.accounting.correction.Difference.Remedy;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods;

/// The comparison behind [Correction]. One per comparison; not safe for several threads.
final class Corrector {

    /// The name of a source's documents together.
    private static final String WHOLE = "plan";

    /// Only these may be taken back at all; a kind that is not listed is matched with money somewhere.
    private static final Set<Kind> REPLACEABLE = EnumSet.of(Kind.INVOICE, Kind.CREDIT_MEMO, Kind.JOURNAL);

    private static final Set<Kind> OF_ORDERS = EnumSet.of(Kind.INVOICE, Kind.CREDIT_MEMO, Kind.REFUND_RECEIPT);
    private static final List<Role> OF_DOCUMENTS =
            List.of(Role.BANK, Role.IN_TRANSIT, Role.RECEIVABLE, Role.UNDEPOSITED);

    private final Terms terms;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Set<PostingId> applied = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Family> pool = new ArrayList<>();
    private final Map<Role, Set<String>> codes = new EnumMap<>(Role.class);
    private Optional<String> guarded = Optional.empty();

    Corrector(Terms terms) {
        this.terms = terms;
    }

    Correction compare(List<Document> posted, List<Document> planned) {
        Stream.concat(posted.stream(), planned.stream())
                .map(document -> document.heading().date())
                .distinct()
                .forEach(this::note);
        posted.forEach(document -> family(document).posted(document));
        planned.forEach(document -> family(document).planned(document));
        Stream.concat(posted.stream(), planned.stream())
                .filter(document -> !document.id().isAppliedReversal())
                .flatMap(document -> document.applications().stream())
                .forEach(application -> applied.add(application.posting()));
        for (var family : families.values()) {
            if (isSettled(family)) {
                settled(family);
            } else {
                replace(family);
            }
        }
        var held = guarded.or(this::together);
        if (held.isPresent()) {
            return new Held(held.get(), differences);
        }
        remarkApplications(posted, planned);
        return conclude();
    }

    private Family family(Document document) {
        return families.computeIfAbsent(document.id().family(), name -> new Family());
    }

    private Correction conclude() {
        if (documents.isEmpty()) {
            return new Same(remarks);
        }
        var dated = new ArrayList<Document>(documents.size());
        for (var document : documents) {
            switch (terms.periods().date(document)) {
                case ClosedPeriods.Posting.Post(var open, var trueDate) -> dated.add(open);
                case ClosedPeriods.Posting.Held(var why) -> {
                    return new Held(document.id() + ": " + why.reason() + ". " + why.nextStep(), differences);
                }
            }
        }
        return new Differs(differences, dated, remarks);
    }

    /// True for what a bank line was matched with, or money has settled.
    private boolean isSettled(Family family) {
        var document = family.any();
        return family.isReclassified()
                || !REPLACEABLE.contains(document.kind())
                || (document.kind() == Kind.JOURNAL && document.lines().stream().anyMatch(this::isOfDocuments))
                || family.live()
                        .or(family::planned)
                        .map(Document::id)
                        .filter(id -> applied.contains(id) || terms.settled().test(id))
                        .isPresent();
    }

    /// Money on its way from an order to the bank lies in lines without a category; what an earlier month holds of a
    /// deposit is the exception, as it is no more than the sum of lines that have one.
    private boolean isMovable(Line line) {
        return line.category().isPresent() || isRole(line, Role.ACCRUED);
    }

    private boolean isOfDocuments(Line line) {
        return OF_DOCUMENTS.stream().anyMatch(role -> isRole(line, role));
    }

    private boolean isRole(Line line, Role role) {
        return codes.getOrDefault(role, Set.of()).contains(line.account().code());
    }

    /// The accounts of roles on a day of one of the documents.
    private void note(LocalDate day) {
        for (var role : Role.values()) {
            terms.mappings()
                    .accountOf(role, null, day)
                    .ifPresent(account ->
                            codes.computeIfAbsent(role, r -> new HashSet<>()).add(account.code()));
        }
    }

    /// Takes back what stands and posts what is planned, unless they are the same.
    private void replace(Family family) {
        var live = family.live();
        var planned = family.planned();
        if (live.isPresent() && planned.isPresent() && isSame(live.get(), planned.get())) {
            return;
        }
        if (live.isEmpty() && planned.isEmpty()) {
            return;
        }
        var remedy = live.isEmpty() ? Remedy.ADDED : planned.isEmpty() ? Remedy.REVERSED : Remedy.REPLACED;
        differences.add(new Difference(
                family.any().kind(),
                live.map(Document::heading),
                planned.map(Document::heading),
                remedy,
                Sides.amounts(live, planned)));
        live.ifPresent(document -> documents.addAll(Reversal.of(document, terms.mappings())));
        planned.ifPresent(document -> documents.add(Revision.of(document, family.nextRevision())));
    }

    private boolean isSame(Document live, Document planned) {
        return live.kind() == planned.kind()
                && live.customerName().equals(planned.customerName())
                && openDay(live).equals(openDay(planned))
                && Sides.of(live).equals(Sides.of(planned));
    }

    /// A day that was closed meanwhile moves no document.
    private LocalDate openDay(Document document) {
        var day = document.heading().date();
        return switch (terms.periods().date(day)) {
            case ClosedPeriods.Dated.Open(var date) -> date;
            case ClosedPeriods.Dated.Moved(var date, var trueDate) -> date;
            case ClosedPeriods.Dated.Held held -> day;
        };
    }

    /// Moves amounts by a journal where only those differ that a journal may move.
    private void settled(Family family) {
        var amounts = amounts(family);
        remark(family);
        if (!amounts.isFixedAsPlanned()
                || family.live().isPresent() != family.planned().isPresent()) {
            pool.add(family);
        } else if (!amounts.isAsPlanned()) {
            var document = family.live().orElseThrow();
            var number = family.nextReclass();
            var journal = journal(document.heading(), document.id().reclass(number), number, amounts);
            guard(journal);
            difference(family, guarded.isPresent() ? Remedy.HELD : Remedy.RECLASSIFIED);
            documents.add(journal);
        }
    }

    /// A bank account would show a line that no bank has; a receivable, a debt that no document explains.
    private void guard(Journal journal) {
        journal.lines().stream()
                .filter(this::isOfDocuments)
                .findFirst()
                .ifPresent(line -> guarded = Optional.of("account "
                        + line.account().code() + " is moved by documents alone, and no journal may do it for "
                        + journal.heading().corrects().map(PostingId::value).orElse("them")
                        + ". Undo the row of the mapping that names it, or edit the documents in the ledger"));
    }

    private Amounts amounts(Family family) {
        var amounts = new Amounts(this::isMovable);
        family.posted().forEach(amounts::posted);
        family.planned().ifPresent(amounts::planned);
        return amounts;
    }

    private void difference(Family family, Remedy remedy) {
        var amounts = amounts(family);
        differences.add(new Difference(
                family.any().kind(),
                family.live().map(Document::heading),
                family.planned().map(Document::heading),
                remedy,
                amounts.shown()));
    }

    private static Journal journal(Heading of, PostingId id, int number, Amounts amounts) {
        return new Journal(
                new Heading(
                        id,
                        Numbers.reclass(of.reference(), number),
                        of.date(),
                        of.currency(),
                        "Reclassifies " + of.reference() + " of " + of.date() + " (" + of.id() + ")",
                        Optional.of(of.id())),
                amounts.journal("Moved from " + of.reference()));
    }

    /// Documents whose money differs: together they may still come to the same. Returns why a person must decide.
    private Optional<String> together() {
        var sum = new Amounts(this::isMovable);
        pool.forEach(family -> sum.add(amounts(family)));
        var oneSided = pool.stream()
                .filter(family -> family.live().isPresent() != family.planned().isPresent()
                        && OF_ORDERS.contains(family.any().kind()))
                .toList();
        if (sum.isFixedAsPlanned() && oneSided.isEmpty()) {
            return sum.isAsPlanned() ? Optional.empty() : reclassify(sum);
        }
        pool.stream()
                .filter(family -> !amounts(family).isAsPlanned())
                .forEach(family -> difference(family, Remedy.HELD));
        return Optional.of(whyHeld(sum, oneSided));
    }

    private Optional<String> reclassify(Amounts sum) {
        var first = pool.stream()
                .flatMap(family -> family.live().stream())
                .max(java.util.Comparator.comparing(Document::kind))
                .orElseThrow(() -> new IllegalStateException("amounts of nothing posted differ"));
        var whole = first.id().sibling(WHOLE);
        var number = Optional.ofNullable(families.get(whole.family()))
                .map(Family::nextReclass)
                .orElse(1);
        var journal = journal(first.heading(), whole.reclass(number), number, sum);
        guard(journal);
        var remedy = guarded.isPresent() ? Remedy.HELD : Remedy.RECLASSIFIED;
        pool.stream().filter(family -> !amounts(family).isAsPlanned()).forEach(family -> difference(family, remedy));
        documents.add(journal);
        return guarded;
    }

    private String whyHeld(Amounts sum, List<Family> oneSided) {
        var posted = paidOut(Family::live);
        var planned = paidOut(Family::planned);
        if (!posted.equals(planned)) {
            return "the bank line of what is posted is " + posted + ", that of what is planned now is " + planned
                    + ". One bank line cannot be both. If the bank shows " + posted + ", keep what is posted and ask "
                    + "Amazon about the report; if it shows " + planned
                    + ", delete the deposit and its payments in the "
                    + "ledger by hand and post the report's amounts there";
        }
        if (!oneSided.isEmpty()) {
            var words = oneSided.stream()
                    .map(family ->
                            family.any().kind() + " " + family.any().heading().reference()
                                    + (family.live().isPresent()
                                            ? " is posted and not planned now"
                                            : " is planned and not posted"))
                    .toList();
            return "other orders are sold or refunded than before, inside a deposit that is made: "
                    + String.join("; ", words) + ". Edit the orders' documents and the payment in the ledger by hand";
        }
        return "what buyers paid or what waits for them differs inside a deposit that is made: "
                + String.join("; ", sum.fixedDifferences())
                + ". Edit the payment and its deposit in the ledger by hand";
    }

    /// What the bank received, or Amazon is owed, of the documents that say so without a category.
    private String paidOut(java.util.function.Function<Family, Optional<Document>> side) {
        var sums = new TreeMap<String, Money>();
        for (var family : families.values()) {
            side.apply(family).stream()
                    .filter(document -> document.kind() == Kind.DEPOSIT)
                    .flatMap(document -> document.lines().stream())
                    .filter(line -> line.category().isEmpty() && isEnd(line))
                    .forEach(line -> sums.merge(line.amount().currency(), line.amount(), Money::plus));
        }
        return sums.isEmpty()
                ? "nothing"
                : String.join(", ", sums.values().stream().map(Money::toString).toList());
    }

    private boolean isEnd(Line line) {
        return isRole(line, Role.BANK) || isRole(line, Role.IN_TRANSIT) || isRole(line, Role.PAYABLE);
    }

    /// What a journal cannot put right, and what is not worth undoing a payment for.
    private void remark(Family family) {
        if (family.live().isEmpty() || family.planned().isEmpty()) {
            return;
        }
        var live = family.live().get();
        var planned = family.planned().get();
        var name = live.kind() + " " + live.heading().reference();
        if (!live.customerName().equals(planned.customerName())) {
            remarks.add(name + " names customer " + live.customerName().orElse("none") + ", planned now is "
                    + planned.customerName().orElse("none") + ": money has settled it, so it stays");
        }
        if (!Sides.items(live).equals(Sides.items(planned))) {
            remarks.add(name + " names items " + Sides.items(live) + ", planned now are " + Sides.items(planned)
                    + ": money has settled it, so they stay");
        }
        if (!openDay(live).equals(openDay(planned))) {
            remarks.add(name + " is of " + live.heading().date() + ", planned now is "
                    + planned.heading().date() + ": money has settled it, so it stays");
        }
    }

    /// The same money on other orders: no document of ours re-applies a payment that is deposited.
    private void remarkApplications(List<Document> posted, List<Document> planned) {
        var before = applications(posted);
        var now = applications(planned);
        var all = new TreeMap<>(before);
        all.putAll(now);
        all.keySet().forEach(posting -> {
            var old = before.get(posting);
            var other = now.get(posting);
            if (old == null || other == null || !old.equals(other)) {
                remarks.add("payments take " + (old == null ? "nothing" : old) + " from " + posting
                        + ", planned now is " + (other == null ? "nothing" : other)
                        + ": re-apply them in the ledger by hand");
            }
        });
    }

    private static Map<PostingId, Money> applications(List<Document> documents) {
        var sums = new TreeMap<PostingId, Money>();
        for (var document : documents) {
            if (document.kind() == Kind.CUSTOMER_PAYMENT && !document.id().isAppliedReversal()) {
                for (Application application : document.applications()) {
                    sums.merge(application.posting(), application.amount(), Money::plus);
                }
            }
        }
        return sums;
    }
}
