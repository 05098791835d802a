package org.tieout.cli.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where everything stands. `tieout status --format json` prints exactly this, one JSON object whose names are
/// those of the components here; names and meanings stay from release to release, and further ones may come.
///
/// Amounts are strings, exact, in the currency beside them. Instants are ISO 8601 in UTC. States are the words
/// of the documentation (`tied-out`, `parked`, …). A null says that there is nothing to say.
///
/// @param needsAPerson why the exit code is 1: a sentence for each thing to look at; empty when all is well
/// @param settlements every settlement in every flow, oldest first
/// @param parked what the mapper holds, and for want of what
/// @param postings the documents on their way into the ledger
/// @param alerts what needs a person
/// @param connections the accounts, and how far their feeds were read
/// @param flows what joins them
/// @param services what runs, and how it is
public record StatusReport(
        List<String> needsAPerson,
        List<Settlement> settlements,
        List<Held> parked,
        Postings postings,
        List<OpenAlert> alerts,
        List<ConnectionStatus> connections,
        List<FlowStatus> flows,
        List<ServiceStatus> services) {

    /// One settlement in one flow, and its proof.
    ///
    /// @param flow the flow
    /// @param settlementId Amazon's id
    /// @param state `opened`, `inconsistent`, `parked`, `commanded`, `posted`, `tied-out`, `not-tied-out`,
    ///     `reissued`
    /// @param currency of every amount here
    /// @param startAt start of the period
    /// @param endAt end of the period
    /// @param depositAt when the payout was deposited
    /// @param headerTotal what the report's header says was paid out
    /// @param lineSum the sum of the lines
    /// @param lineCount how many lines
    /// @param orderCount how many orders
    /// @param documents how many documents the plan has
    /// @param documentsRead how many of them the ledger was seen to hold
    /// @param deposit what the ledger shows of the payout, as read back: of a deposit, or of the payout's
    /// journal; null until it was
    /// @param checks the five, in order; fewer while it is too early to say
    /// @param controls Amazon's own totals beside the checks; none before Amazon said anything
    /// @param orderDifferences orders that settled for another amount than was invoiced; at most 200
    /// @param openOrders how many such orders there are
    /// @param missing missing mapping keys while parked
    /// @param updatedAt when this was computed
    public record Settlement(
            String flow,
            String settlementId,
            String state,
            String currency,
            String startAt,
            String endAt,
            String depositAt,
            String headerTotal,
            String lineSum,
            long lineCount,
            int orderCount,
            int documents,
            int documentsRead,
            @Nullable String deposit,
            List<Check> checks,
            List<Control> controls,
            List<Difference> orderDifferences,
            int openOrders,
            List<String> missing,
            String updatedAt) {}

    /// One check of a tie-out.
    ///
    /// @param number 1 lines, 2 documents, 3 ledger, 4 cash, 5 orders
    /// @param name its name
    /// @param state `green`, `red` or `pending`
    /// @param expected what should be
    /// @param actual what is
    /// @param findings what differs, naming documents and amounts
    public record Check(
            int number,
            String name,
            String state,
            @Nullable String expected,
            @Nullable String actual,
            List<String> findings) {}

    /// An independent control total; none of the five checks.
    ///
    /// @param name `amazon-summary` or `amazon-balance`
    /// @param state `green`, `red` or `pending`
    /// @param expected what Amazon says
    /// @param actual what was read and posted
    /// @param findings what explains a difference, or what remains of it
    public record Control(
            String name,
            String state,
            @Nullable String expected,
            @Nullable String actual,
            List<String> findings) {}

    /// An order that settled for another amount than was invoiced.
    ///
    /// @param orderId the order
    /// @param invoiced what its invoices say
    /// @param credited what its credit memos say
    /// @param settled what settlements paid for it
    /// @param open what is still open
    /// @param note why, in a sentence
    public record Difference(
            String orderId, String invoiced, String credited, String settled, String open, String note) {}

    /// What the mapper holds.
    ///
    /// @param flow the flow
    /// @param kind `order` or `settlement`
    /// @param sourceId its id
    /// @param missing the missing mapping keys, as the mapping file writes them
    /// @param reason what is wrong, in a sentence
    /// @param suggestion what may fit
    /// @param since since when
    /// @param nextStep what to do
    public record Held(
            String flow,
            String kind,
            String sourceId,
            List<String> missing,
            String reason,
            @Nullable String suggestion,
            String since,
            String nextStep) {}

    /// The documents on their way into the ledger.
    ///
    /// @param queued read, not begun
    /// @param waiting for another document, a back-off or an approval
    /// @param attempted sent or about to be
    /// @param uncertain no answer heard; being asked for
    /// @param posted in the ledger
    /// @param refused by the ledger
    /// @param paused their connection needs a person
    /// @param open those that wait for a person or an answer, oldest first: waiting for a reason, uncertain,
    ///     refused, paused
    public record Postings(
            int queued,
            int waiting,
            int attempted,
            int uncertain,
            int posted,
            int refused,
            int paused,
            List<OpenPosting> open) {}

    /// A document that is not in the ledger yet, and why.
    ///
    /// @param postingId the posting
    /// @param flow the flow
    /// @param sourceId the settlement or order behind it
    /// @param kind `invoice`, `credit-memo`, `customer-payment`, `refund-receipt`, `deposit`, `journal`
    /// @param reference the number the ledger will show
    /// @param status where it stands
    /// @param attempts how many attempts were begun
    /// @param reason why it is not posted
    /// @param notBefore not before this instant is it tried again
    /// @param updatedAt since when
    /// @param nextStep what to do
    public record OpenPosting(
            String postingId,
            String flow,
            String sourceId,
            String kind,
            String reference,
            String status,
            int attempts,
            @Nullable String reason,
            @Nullable String notBefore,
            String updatedAt,
            String nextStep) {}

    /// What needs a person.
    ///
    /// @param id the same trouble has the same id
    /// @param subject the connection or flow
    /// @param message what is wrong
    /// @param nextStep what to do
    /// @param at since when
    public record OpenAlert(String id, String subject, String message, String nextStep, String at) {}

    /// An account.
    ///
    /// @param connection its name
    /// @param vendor `amazon` or `qbo`
    /// @param baseUrl where it is reached when not at the vendor's own address
    /// @param feeds how far each feed was read
    public record ConnectionStatus(
            String connection, String vendor, @Nullable String baseUrl, List<Feed> feeds) {}

    /// A feed of a source.
    ///
    /// @param feed its name
    /// @param position how far it was read, in the feed's own terms
    /// @param at when
    public record Feed(String feed, String position, String at) {}

    /// What joins two connections.
    ///
    /// @param flow its name
    /// @param source where records come from
    /// @param target where documents go
    /// @param mode `INVOICE` or `SUMMARY`
    /// @param mappingVersion the newest version of its mapping table; 0 when it has none of its own
    public record FlowStatus(String flow, String source, String target, String mode, long mappingVersion) {}

    /// What runs.
    ///
    /// @param name the service's name
    /// @param state `up`, `starting`, `paused` or `down`
    /// @param reason why; empty when all is well
    /// @param parts how its parts are, for example one entry for each connection
    /// @param pid the process
    public record ServiceStatus(String name, String state, String reason, Map<String, String> parts, long pid) {}
}
