package org.tieout.simulator.bc.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.Rules;
import org.tieout.simulator.bc.ledger.Account;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.ledger.LedgerRefusal;
import org.tieout.simulator.bc.ledger.Place;
import org.tieout.simulator.bc.ledger.PostingLine;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// `Microsoft.NAV.post` on a journal: posts every line of the batch, whoever wrote it, deletes the lines and
/// commits; or posts nothing (memo, 7.6). Not thread-safe: the company guards it.
final class JournalPosting {
    private static final String NUMBER_SERIES = "GJ";
    private static final long FIRST_NUMBER = 100_001;
    private static final Duration QUEUE_DELAY = Duration.ofSeconds(10);

    private final Books books;
    private final Batches batches;
    private final List<Waiting> queue = new ArrayList<>();

    private record Waiting(Entity batch, Instant due) {}

    JournalPosting(Books books, Batches batches) {
        this.books = books;
        this.batches = batches;
    }

    void post(Entity batch) {
        if (batches.linesOf(batch).isEmpty()) {
            throw Refusals.rule("There is nothing to post.");
        }
        if (books.on(Switch.JOURNALS_POST_BY_JOB_QUEUE)) {
            queue.add(new Waiting(batch, books.now().plus(QUEUE_DELAY)));
            books.transaction().commit();
        } else {
            postNow(batch);
        }
    }

    /// Posts what the job queue holds and is due, as the company's background session does; what is refused
    /// stays in its journal. Answers what was refused.
    List<String> runQueue(Instant until) {
        List<String> errors = new ArrayList<>();
        for (Waiting waiting : List.copyOf(queue)) {
            if (waiting.due().isAfter(until)) {
                continue;
            }
            queue.remove(waiting);
            try {
                books.transaction().atomically(() -> postNow(waiting.batch()));
            } catch (Refusal refusal) {
                errors.add(waiting.batch().text("code") + ": " + refusal.text());
            }
        }
        return errors;
    }

    private boolean postNow(Entity batch) {
        List<Entity> lines = batches.linesOf(batch);
        List<PostingLine> posting = lines.stream()
                .filter(line -> !empty(line))
                .map(line -> line(batch, line))
                .toList();
        books.post(numbered(posting));
        lines.forEach(line -> books.table(Batches.LINES).remove(line.id()));
        books.transaction().commit();
        return true;
    }

    /// With a posting number series on the batch each document gets the next number of it.
    private List<PostingLine> numbered(List<PostingLine> lines) {
        if (!books.on(Switch.JOURNALS_POST_UNDER_A_NUMBER_SERIES)) {
            return lines;
        }
        List<PostingLine> numbered = new ArrayList<>();
        String last = "";
        String number = "";
        for (PostingLine line : lines) {
            if (number.isEmpty() || !line.documentNumber().equals(last)) {
                last = line.documentNumber();
                number = books.nextNumber(NUMBER_SERIES, FIRST_NUMBER);
            }
            numbered.add(line.numbered(number));
        }
        return numbered;
    }

    private static Refusal withoutDate(Place place) {
        return Rules.refusal(LedgerRefusal.mustHaveValue("Posting Date", place));
    }

    private static boolean empty(Entity line) {
        return line.text("accountNumber").isEmpty()
                && line.text("balancingAccountNumber").isEmpty()
                && line.amount("amount").signum() == 0;
    }

    private PostingLine line(Entity batch, Entity line) {
        DocumentType type = line.text("documentType").equals(DocumentType.PAYMENT.wireName())
                ? DocumentType.PAYMENT
                : DocumentType.BLANK;
        Place place =
                Place.journalLine(batch.text("templateDisplayName"), batch.text("code"), Batches.lineNumber(line));
        boolean turned = type == DocumentType.PAYMENT && books.on(Switch.PAYMENTS_ARE_POSITIVE);
        PostingLine posting = PostingLine.of(
                        place,
                        type,
                        line.text("documentNumber"),
                        line.date("postingDate").orElseThrow(() -> withoutDate(place)),
                        account(line, "accountType", "accountNumber").orElse(Account.general("")),
                        turned ? line.amount("amount").negate() : line.amount("amount"))
                .describedAs(line.text("description"), line.text("externalDocumentNumber"))
                .withDimensions(References.dimensions(line));
        Optional<Account> balancing = account(line, "balanceAccountType", "balancingAccountNumber");
        String invoice = line.text("appliesToInvoiceNumber");
        PostingLine balanced = balancing.map(posting::balancedBy).orElse(posting);
        return invoice.isEmpty() ? balanced : balanced.applyingTo(DocumentType.INVOICE, invoice);
    }

    private static Optional<Account> account(Entity line, String type, String number) {
        String text = line.text(number);
        return text.isEmpty()
                ? Optional.empty()
                : AccountKind.of(line.text(type)).flatMap(kind -> kind.account(text));
    }
}
