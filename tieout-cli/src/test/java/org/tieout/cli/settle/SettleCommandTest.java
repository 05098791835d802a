package org.tieout.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.cli.CliException;
import picocli.CommandLine;

class SettleCommandTest {

    private static final String COLUMNS =
            "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency"
                    + "\ttransaction-type\torder-id\tmarketplace-name\tamount-type\tamount-description\tamount"
                    + "\tposted-date-time\tsku\tquantity-purchased\n";
    private static final String ORDER_A = "111-2223333-4445556";
    private static final String ORDER_B = "111-2223333-4445557";

    @TempDir
    private Path directory = Path.of("");

    private final JsonMapper mapper = new JsonMapper();

    /// What a run printed and returned.
    private record Run(int exitCode, String out, String err) {}

    private static Run settle(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = new CommandLine(new SettleCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CliException known) {
                        command.getErr().println(known.getMessage());
                        return known.exitCode().code();
                    }
                    throw failure;
                })
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    private Run json(Path... files) {
        var arguments = Stream.concat(
                Stream.of("--format", "json"), Arrays.stream(files).map(Path::toString));
        return settle(arguments.toArray(String[]::new));
    }

    private List<JsonNode> objects(Run run) throws IOException {
        var objects = new ArrayList<JsonNode>();
        for (var line : run.out().lines().toList()) {
            objects.add(mapper.readTree(line));
        }
        return objects;
    }

    private Path file(String name, String... parts) throws IOException {
        return Files.writeString(directory.resolve(name), COLUMNS + String.join("", parts));
    }

    private static String header(String id, String total) {
        return id + "\t2026-03-01 08:00:00 UTC\t2026-03-15 08:00:00 UTC\t2026-03-17 08:00:00 UTC\t" + total
                + "\tUSD\t\t\t\t\t\t\t\t\t\n";
    }

    private static String row(
            String id, String type, String order, String amountType, String description, String amount) {
        var ofOrder = !order.isEmpty();
        return String.join(
                        "\t",
                        id,
                        "\t\t\t\t",
                        type,
                        order,
                        ofOrder ? "Amazon.com" : "",
                        amountType,
                        description,
                        amount,
                        "2026-03-05 20:00:00 UTC",
                        ofOrder ? "MUG-1" : "",
                        ofOrder ? "1" : "")
                + "\n";
    }

    private static String twoOrders(String id) {
        return header(id, "57.51")
                + row(id, "Order", ORDER_A, "ItemPrice", "Principal", "50.00")
                + row(id, "Order", ORDER_A, "ItemPrice", "Tax", "4.13")
                + row(id, "Order", ORDER_A, "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", "-4.13")
                + row(id, "Order", ORDER_A, "ItemFees", "Commission", "-7.50")
                + row(id, "Order", ORDER_B, "ItemPrice", "Principal", "30.00")
                + row(id, "Order", ORDER_B, "ItemFees", "Commission", "-4.50")
                + row(id, "Refund", ORDER_B, "ItemPrice", "Principal", "-10.00")
                + row(id, "Refund", ORDER_B, "ItemFees", "Commission", "1.50")
                + row(id, "other-transaction", "", "other-transaction", "Storage Fee", "-1.99");
    }

    @Test
    void aSettlementThatTiesOutIsShownWithItsDocuments() throws IOException {
        var run = json(file("a.txt", twoOrders("1001")));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        var settlement = objects(run).getFirst();
        assertThat(settlement.get("settlementId").asText()).isEqualTo("1001");
        assertThat(settlement.get("currency").asText()).isEqualTo("USD");
        assertThat(settlement.get("format").asText()).isEqualTo("V2");
        assertThat(settlement.get("lines").asLong()).isEqualTo(9);
        assertThat(settlement.get("headerTotal").asText()).isEqualTo("57.51");
        assertThat(settlement.get("lineSum").asText()).isEqualTo("57.51");
        assertThat(settlement.get("difference").asText()).isEqualTo("0.00");
        assertThat(settlement.get("state").asText()).isEqualTo("tied-out");
        assertThat(settlement.get("unmapped")).isEmpty();
        assertThat(settlement.get("byTransactionType").get("Order").asText()).isEqualTo("68.00");
        assertThat(settlement.get("byTransactionType").get("Refund").asText()).isEqualTo("-8.50");
        assertThat(settlement.get("byCategory").get("FEE.REFERRAL").asText()).isEqualTo("-10.50");
        assertThat(settlement.get("byCategory").get("REV.PRINCIPAL").asText()).isEqualTo("80.00");
        assertThat(settlement.get("taxMemo").toString())
                .isEqualTo("[{\"marketplace\":\"Amazon.com\",\"month\":\"2026-03\",\"collected\":\"4.13\","
                        + "\"withheld\":\"-4.13\",\"left\":\"0.00\"}]");
    }

    @Test
    void everyDocumentBalancesAndTheDepositIsTheHeadersTotal() throws IOException {
        var documents =
                objects(json(file("a.txt", twoOrders("1001")))).getFirst().get("documents");

        for (var document : documents) {
            var sum = BigDecimal.ZERO;
            for (var line : document.get("lines")) {
                sum = sum.add(new BigDecimal(line.get("amount").asText()));
            }
            assertThat(sum).as(document.toString()).isEqualByComparingTo("0");
        }
        var deposit = only(documents, "deposit");
        assertThat(deposit.get("date").asText()).isEqualTo("2026-03-17");
        assertThat(deposit.get("lines").get(0).get("amount").asText()).isEqualTo("57.51");
        assertThat(deposit.get("gathers")).isNotEmpty();
    }

    @Test
    void aPaymentNamesTheOrdersItSettles() throws IOException {
        var documents =
                objects(json(file("a.txt", twoOrders("1001")))).getFirst().get("documents");

        var payment = only(documents, "customer-payment");
        assertThat(payment.get("orders")).extracting(JsonNode::asText).containsExactly(ORDER_A, ORDER_B);
        assertThat(payment.get("applies")).hasSize(3);
        assertThat(payment.get("postingId").asText()).contains("1001");
    }

    private static JsonNode only(JsonNode documents, String kind) {
        var found = new ArrayList<JsonNode>();
        documents.forEach(document -> {
            if (document.get("kind").asText().equals(kind)) {
                found.add(document);
            }
        });
        assertThat(found).as("documents of kind " + kind).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aNegativeSettlementTiesOut() throws IOException {
        var run = json(file(
                "n.txt",
                header("1002", "-39.99"),
                row("1002", "other-transaction", "", "other-transaction", "Subscription Fee", "-39.99")));

        assertThat(run.exitCode()).isZero();
        var settlement = objects(run).getFirst();
        assertThat(settlement.get("state").asText()).isEqualTo("tied-out");
        assertThat(only(settlement.get("documents"), "deposit")
                        .get("lines")
                        .get(0)
                        .get("amount")
                        .asText())
                .isEqualTo("0.00");
    }

    @Test
    void anUnknownRowTypeParksItsSettlementAndTheOthersAreShown() throws IOException {
        var strange = file(
                "strange.txt",
                header("1003", "5.00"),
                row("1003", "Novelty", "", "New Thing", "A|B", "5.00"),
                twoOrders("1004"));
        var run = json(strange);

        assertThat(run.exitCode()).isEqualTo(1);
        var settlements = objects(run);
        assertThat(settlements).extracting(s -> s.get("state").asText()).containsExactly("parked", "tied-out");
        assertThat(settlements.getFirst().get("unmapped"))
                .extracting(JsonNode::asText)
                .containsExactly("Novelty|New Thing|A|B");
        assertThat(settlements.getFirst().get("documents")).isEmpty();
    }

    @Test
    void aMappingRowReleasesWhatWasParked() throws IOException {
        var strange = file("strange.txt", header("1003", "5.00"), row("1003", "Novelty", "", "New Thing", "X", "5.00"));
        var mapping = Files.writeString(
                directory.resolve("mapping.csv"), "kind,key,value\nrow-type,Novelty|New Thing|*,REIMB.SAFET\n");

        var run = settle("--mapping", mapping.toString(), "--target", "qbo", "--format", "json", strange.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(objects(run).getFirst().get("byCategory").get("REIMB.SAFET").asText())
                .isEqualTo("5.00");
    }

    @Test
    void aSumThatDiffersIsInconsistentWithTheDifference() throws IOException {
        var wrong = file(
                "wrong.txt",
                header("1005", "5.01"),
                row("1005", "other-transaction", "", "other-transaction", "Storage Fee", "5.00"));
        var run = json(wrong);

        assertThat(run.exitCode()).isEqualTo(1);
        var settlement = objects(run).getFirst();
        assertThat(settlement.get("state").asText()).isEqualTo("inconsistent");
        assertThat(settlement.get("difference").asText()).isEqualTo("0.01");
        assertThat(run.err()).contains("wrong.txt", "1005", "0.01 USD");
    }

    @Test
    void whatDoesNotParseIsToldWithFileRowColumnAndValue() throws IOException {
        var bad = file(
                "bad.txt",
                header("1006", "5.00"),
                row("1006", "other-transaction", "", "other-transaction", "Storage Fee", "5.00"),
                row("1006", "other-transaction", "", "other-transaction", "Storage Fee", "0.0x"));
        var run = json(bad, file("good.txt", twoOrders("1007")));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("bad.txt: row 4, column amount, value \"0.0x\": is not an amount");
        assertThat(objects(run)).extracting(s -> s.get("state").asText()).containsExactly("inconsistent", "tied-out");
    }

    @Test
    void anUnreadableFileDoesNotHideTheOthers() throws IOException {
        var run = json(
                directory.resolve("missing.txt"),
                Files.writeString(directory.resolve("letter.txt"), "Dear customer,\n"),
                directory,
                file("good.txt", twoOrders("1008")));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("missing.txt", "letter.txt: has no column header", "is a directory");
        assertThat(objects(run)).hasSize(1);
    }

    @Test
    void theSameContentTwiceIsSettledOnce() throws IOException {
        var run = json(file("one.txt", twoOrders("1009")), file("two.txt", twoOrders("1009")));

        assertThat(run.exitCode()).isZero();
        assertThat(objects(run)).hasSize(1);
        assertThat(run.err()).contains("two.txt", "1009", "says the same as in", "one.txt");
    }

    @Test
    void otherContentUnderTheSameIdNeedsAPerson() throws IOException {
        var reissued = twoOrders("1010").replace("-1.99", "-1.98").replace("57.51", "57.52");
        var run = json(file("one.txt", twoOrders("1010")), file("two.txt", reissued));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(objects(run)).hasSize(2);
        assertThat(run.err()).contains("says something else than in");
    }

    @Test
    void theTableShowsCategoriesDocumentsAndState() throws IOException {
        var run = settle(file("a.txt", twoOrders("1011")).toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Settlement 1011, USD, 2026-03-01 to 2026-03-15, deposit 2026-03-17")
                .contains("FEE.STORAGE")
                .contains("Documents: 2 invoice, 1 credit-memo, 1 customer-payment, 1 deposit")
                .contains("State: tied-out");
    }

    @Test
    void theTableSuggestsACategoryForWhatIsNotMapped() throws IOException {
        var run = settle(file(
                        "strange.txt",
                        header("1012", "-5.00"),
                        row("1012", "FBAFees", "", "FBA Pallet Thing", "Base fee", "-5.00"))
                .toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Not mapped: FBAFees|FBA Pallet Thing|Base fee", "State: parked");
    }

    @Test
    void csvHasOneRowADocumentLine() throws IOException {
        var run = settle("--format", "csv", file("a.txt", twoOrders("1013")).toString());

        assertThat(run.exitCode()).isZero();
        var rows = run.out().lines().toList();
        assertThat(rows.getFirst())
                .startsWith("settlement-id,kind,posting-id,reference,date,currency,customer,order-id");
        assertThat(rows.stream().skip(1)).allSatisfy(row -> assertThat(row).startsWith("1013,"));
        assertThat(rows).anySatisfy(row -> assertThat(row).contains(",deposit,").contains(",57.51,"));
    }

    @Test
    void aMappingWithAnErrorSettlesNothing() throws IOException {
        var mapping = Files.writeString(
                directory.resolve("mapping.csv"), "kind,key,value\nrow-type,A|B|C,NO.SUCH.CATEGORY\n");
        var run = settle(
                "--mapping",
                mapping.toString(),
                file("a.txt", twoOrders("1014")).toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("mapping.csv: row 2, column value", "NO.SUCH.CATEGORY");
    }

    @Test
    void aV1FileTiesOutToo() throws IOException {
        var text = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency"
                + "\ttransaction-type\torder-id\tmarketplace-name\tposted-date\tsku\tquantity-purchased\tprice-type"
                + "\tprice-amount\titem-related-fee-type\titem-related-fee-amount\tother-fee-amount"
                + "\tother-fee-reason-description\tother-amount\n"
                + "15\t2025-08-14T22:07:18+00:00\t2025-08-28T22:07:18+00:00\t2025-08-30T22:07:18+00:00\t-69.15\tCAD\n"
                + "15\t\t\t\t\t\tOrder\t701-1112222-3334445\tAmazon.ca\t2025-08-15T10:11:12+00:00\tCUP\t\tPrincipal\t25.00\n"
                + "15\t\t\t\t\t\tOrder\t701-1112222-3334445\tAmazon.ca\t2025-08-15T10:11:12+00:00\tCUP\t1\n"
                + "15\t\t\t\t\t\tOrder\t701-1112222-3334445\tAmazon.ca\t2025-08-15T10:11:12+00:00\tCUP\t\t\t\tCommission\t-3.75\n"
                + "15\t\t\t\t\t\tServiceFee\t\t\t2025-08-16T00:00:00+00:00\t\t\t\t\tCost of Advertising\t-80.00\t-10.40\tTaxAmount\n";
        var run = json(Files.writeString(directory.resolve("v1.txt"), text));

        assertThat(run.exitCode()).as(run.err()).isZero();
        var settlement = objects(run).getFirst();
        assertThat(settlement.get("format").asText()).isEqualTo("V1");
        assertThat(settlement.get("lines").asLong()).isEqualTo(4);
        assertThat(settlement.get("byCategory").get("FEE.ADS").asText()).isEqualTo("-90.40");
    }
}
