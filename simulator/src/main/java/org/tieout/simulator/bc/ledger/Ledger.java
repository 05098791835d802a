package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tieout.simulator.bc.ledger.Masters.BankCard;

/// The books of a company: general, customer and bank entries, always in step, and the one function that adds
/// to them. Entries are only ever added, so a [Mark] is all it takes to go back. Not thread-safe: the company's
/// lock guards it.
public final class Ledger {
    private static final BigDecimal ZERO = new BigDecimal("0.00");

    private final List<GeneralEntry> general = new ArrayList<>();
    private final List<BankEntry> bank = new ArrayList<>();
    private final CustomerLedger customers = new CustomerLedger();
    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, List<Integer>> documents = new HashMap<>();
    private int transactions;
    private Instant postedAt = Instant.EPOCH;

    /// A moment to go back to.
    public record Mark(int general, int bank, int customer, int applications, int transactions) {}

    /// Posts all lines or none. They are looked at one by one first, then as documents, then posted in their
    /// order, so that a line may be applied to what an earlier line of the same call posted.
    public Posting post(List<PostingLine> lines, Masters masters, Instant now) {
        if (lines.isEmpty()) {
            return new Posting.Refused(LedgerRefusal.rule("There is nothing to post."));
        }
        Optional<LedgerRefusal> objection = new PostingRules(masters).objection(lines);
        if (objection.isPresent()) {
            return new Posting.Refused(objection.get());
        }
        Mark before = mark();
        transactions++;
        postedAt = now;
        for (PostingLine line : lines) {
            Optional<LedgerRefusal> refusal = post(line, masters);
            if (refusal.isPresent()) {
                rollBack(before);
                return new Posting.Refused(refusal.get());
            }
        }
        return new Posting.Posted(transactions, general.subList(before.general(), general.size()));
    }

    private Optional<LedgerRefusal> post(PostingLine line, Masters masters) {
        Optional<LedgerRefusal> refusal = post(line, line.account(), line.amount(), line.appliesTo(), masters);
        if (refusal.isPresent() || line.balancing().isEmpty()) {
            return refusal;
        }
        return post(line, line.balancing().get(), line.amount().negate(), Optional.empty(), masters);
    }

    private Optional<LedgerRefusal> post(
            PostingLine line,
            Account account,
            BigDecimal amount,
            Optional<PostingLine.AppliesTo> appliesTo,
            Masters masters) {
        return switch (account) {
            case Account.General(String number) -> {
                add(line, number, amount);
                yield Optional.empty();
            }
            case Account.Customer(String number) -> postCustomer(line, number, amount, appliesTo, masters);
            case Account.Bank(String number) -> {
                BankCard card = masters.bankAccount(number).orElseThrow();
                int entryNumber = add(line, card.generalAccount(), amount);
                bank.add(new BankEntry(
                        entryNumber,
                        number,
                        line.postingDate(),
                        line.documentType(),
                        line.documentNumber(),
                        line.externalDocumentNumber(),
                        line.description(),
                        amount));
                yield Optional.empty();
            }
        };
    }

    private Optional<LedgerRefusal> postCustomer(
            PostingLine line,
            String number,
            BigDecimal amount,
            Optional<PostingLine.AppliesTo> appliesTo,
            Masters masters) {
        DocumentType type = line.documentType();
        boolean single = type == DocumentType.INVOICE || type == DocumentType.CREDIT_MEMO;
        if (single && !customers.entries(number, type, line.documentNumber()).isEmpty()) {
            return Optional.of(
                    LedgerRefusal.rule("Sales " + type.caption() + " " + line.documentNumber() + " already exists."));
        }
        String receivables =
                masters.customer(number).orElseThrow().receivablesAccount().orElseThrow();
        int entryNumber = add(line, receivables, amount);
        customers.add(new CustomerEntry(
                entryNumber,
                number,
                line.postingDate(),
                type,
                line.documentNumber(),
                line.externalDocumentNumber(),
                line.description(),
                amount,
                amount,
                Optional.empty(),
                Optional.empty()));
        return appliesTo.flatMap(target -> customers
                .openEntry(number, target.documentType(), target.documentNumber())
                .map(open -> customers.apply(entryNumber, open.entryNumber()))
                .orElseGet(() -> Optional.of(
                        LedgerRefusal.nothingToApply(number, target.documentType(), target.documentNumber()))));
    }

    private int add(PostingLine line, String account, BigDecimal amount) {
        int entryNumber = general.size() + 1;
        general.add(new GeneralEntry(
                entryNumber,
                transactions,
                line.postingDate(),
                line.documentType(),
                line.documentNumber(),
                line.externalDocumentNumber(),
                account,
                line.description(),
                amount,
                line.dimensions(),
                postedAt));
        documents.computeIfAbsent(line.documentNumber(), _ -> new ArrayList<>()).add(entryNumber);
        balances.merge(account, amount, BigDecimal::add);
        return entryNumber;
    }

    /// Applies a posted open entry, such as a payment, to another of the same customer, as a person does on
    /// the customer's ledger entries.
    public Optional<LedgerRefusal> apply(int entryNumber, int toEntryNumber) {
        Optional<CustomerEntry> applying = customers.entry(entryNumber).filter(CustomerEntry::open);
        Optional<CustomerEntry> target = customers.entry(toEntryNumber).filter(CustomerEntry::open);
        boolean oneCustomer = applying.isPresent()
                && target.isPresent()
                && applying.get().customerNumber().equals(target.get().customerNumber());
        return oneCustomer
                ? customers.apply(entryNumber, toEntryNumber)
                : Optional.of(LedgerRefusal.rule(
                        "Entries " + entryNumber + " and " + toEntryNumber + " are not open for one customer."));
    }

    /// This moment.
    public Mark mark() {
        return new Mark(general.size(), bank.size(), customers.size(), customers.applied(), transactions);
    }

    /// Undoes everything since.
    public void rollBack(Mark mark) {
        general.subList(mark.general(), general.size()).clear();
        bank.subList(mark.bank(), bank.size()).clear();
        customers.truncate(mark.customer(), mark.applications());
        transactions = mark.transactions();
        documents.values().forEach(numbers -> numbers.removeIf(number -> number > mark.general()));
        balances.clear();
        general.forEach(entry -> balances.merge(entry.accountNumber(), entry.amount(), BigDecimal::add));
    }

    /// Every G/L entry, in order.
    public List<GeneralEntry> entries() {
        return List.copyOf(general);
    }

    /// The G/L entries of one document number, in order.
    public List<GeneralEntry> entries(String documentNumber) {
        return documents.getOrDefault(documentNumber, List.of()).stream()
                .map(number -> general.get(number - 1))
                .toList();
    }

    /// Every customer ledger entry, in order.
    public List<CustomerEntry> customerEntries() {
        return customers.entries();
    }

    /// The customer ledger entries of one document, oldest first: an invoice has one.
    public List<CustomerEntry> customerEntries(String customer, DocumentType type, String documentNumber) {
        return customers.entries(customer, type, documentNumber);
    }

    /// The customer ledger entry of this number.
    public Optional<CustomerEntry> customerEntry(int entryNumber) {
        return customers.entry(entryNumber);
    }

    /// What was applied to what, in order.
    public List<Application> applications() {
        return customers.applications();
    }

    /// Every bank account ledger entry, in order.
    public List<BankEntry> bankEntries() {
        return List.copyOf(bank);
    }

    /// A G/L account's balance, debit positive.
    public BigDecimal balance(String account) {
        return balances.getOrDefault(account, ZERO);
    }

    /// The balances of all accounts ever posted to.
    public Map<String, BigDecimal> balances() {
        return new TreeMap<>(balances);
    }

    /// What a customer owes.
    public BigDecimal customerBalance(String customer) {
        return customers.balance(customer);
    }

    /// What a bank account holds by its own ledger.
    public BigDecimal bankBalance(String bankAccount) {
        return bank.stream()
                .filter(entry -> entry.bankAccountNumber().equals(bankAccount))
                .map(BankEntry::amount)
                .reduce(ZERO, BigDecimal::add);
    }

    /// The sum of all balances: zero, whatever was posted.
    public BigDecimal trialBalance() {
        return balances.values().stream().reduce(ZERO, BigDecimal::add);
    }
}
