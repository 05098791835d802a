package org.tieout.sink.bc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.tieout.event.CrmAccount;
import org.tieout.event.CrmContact;
import org.tieout.event.CrmRecord;
import org.tieout.event.CustomerReference;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.Sale;
import org.tieout.event.SaleLine;
import org.tieout.event.SaleLineKind;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SourceKind;

/// Commands as the mapper makes them of a CRM's deals, for one flow into one company.
final class Deals {
    static final LocalDate DATE = LocalDate.of(2026, 11, 10);
    static final String DEAL = "0F8FAD5BD9CB469FA16570867728950E";
    static final String ACCOUNT = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    static final String NUMBER = "CRM-1001";

    private final Trade trade;
    private final String deal;

    Deals(Trade trade) {
        this(trade, DEAL);
    }

    /// @param deal 32 digits in capitals
    Deals(Trade trade, String deal) {
        this.trade = trade;
        this.deal = deal;
    }

    // ---- customers ------------------------------------------------------------------------------------------------

    CrmRecord account(long rowVersion, CrmAccount.Builder account) {
        return CrmRecord.newBuilder()
                .setConnection(trade.source)
                .setOrganization("org")
                .setKind("account")
                .setId(ACCOUNT)
                .setRowVersion(rowVersion)
                .setAccount(account.build())
                .setModifiedAt(Instant.parse("2026-11-10T10:00:00Z"))
                .setReadAt(Instant.parse("2026-11-10T10:00:05Z"))
                .build();
    }

    static CrmAccount.Builder named(String name) {
        return CrmAccount.newBuilder()
                .setName(name)
                .setEmail("orders@example.com")
                .setPhone("+1 555 0100")
                .setLine1("1 Harbour Street")
                .setCity("Portland")
                .setState("OR")
                .setPostalCode("97201");
    }

    CrmRecord contact(long rowVersion, CrmContact.Builder contact) {
        return CrmRecord.newBuilder(account(rowVersion, named("-")))
                .setKind("contact")
                .setAccount(null)
                .setContact(contact.build())
                .build();
    }

    PostingCommand customer(int revision, long rowVersion) {
        return customer(revision, rowVersion, "account", NUMBER, false);
    }

    PostingCommand customer(int revision, long rowVersion, String kind, String number, boolean mapped) {
        String source = ACCOUNT.replace("-", "").toUpperCase(Locale.ROOT);
        var document = Document.newBuilder()
                .setKind(DocumentKind.CUSTOMER)
                .setReference(number)
                .setDate(DATE)
                .setCurrency("")
                .setMemo("A customer of the CRM")
                .setLines(List.of())
                .setCorrects(revision == 1 ? null : id("customer", source, "customer", revision - 1))
                .setCustomerReference(CustomerReference.newBuilder()
                        .setKind(kind)
                        .setId(ACCOUNT)
                        .setRowVersion(rowVersion)
                        .setNumber(number)
                        .setMapped(mapped)
                        .setCountry("US")
                        .build())
                .build();
        return command(SourceKind.CUSTOMER, source, revision, id("customer", source, "customer", revision), document);
    }

    // ---- sales ----------------------------------------------------------------------------------------------------

    /// Two lines: goods, and freight to an account.
    PostingCommand order(int revision, String goods) {
        return sale(DocumentKind.SALES_ORDER, revision, item("SKU-1", "2.5", goods), account("4010", "9.90"));
    }

    PostingCommand invoice(int revision, String goods) {
        return sale(DocumentKind.SALES_INVOICE, revision, item("SKU-1", "2.5", goods), account("4010", "9.90"));
    }

    PostingCommand sale(DocumentKind kind, int revision, SaleLine... lines) {
        List<SaleLine> all = new ArrayList<>(Arrays.asList(lines));
        BigDecimal net =
                all.stream().map(line -> line.getAmount().getAmount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        var sale = Sale.newBuilder()
                .setDeal(deal)
                .setBasis(SalesDocumentKind.ORDER)
                .setBasisId(deal)
                .setCustomerPosting(customer(1, 1).getPostingId())
                .setCustomerNumber(NUMBER)
                .setLines(all)
                .setNet(money(net))
                .setTax(money(BigDecimal.ZERO))
                .setTotal(money(net))
                .setComparesTax(true)
                .setApproved(false)
                .setPaymentTerms("30 DAYS")
                .setRequestedDelivery(kind == DocumentKind.SALES_ORDER ? DATE.plusDays(14) : null)
                .build();
        var document = Document.newBuilder()
                .setKind(kind)
                .setReference(deal)
                .setDate(DATE)
                .setCurrency("USD")
                .setCustomer(NUMBER)
                .setMemo("A deal")
                .setLines(List.of())
                .setCorrects(revision == 1 ? null : id("deal", deal, "sale", revision - 1))
                .setSale(sale)
                .build();
        return command(SourceKind.DEAL, deal, revision, id("deal", deal, "sale", revision), document);
    }

    static SaleLine item(String number, String quantity, String price) {
        return line(SaleLineKind.ITEM, number, "Harbour coffee", quantity, price);
    }

    static SaleLine account(String number, String price) {
        return line(SaleLineKind.ACCOUNT, number, "Freight", "1", price);
    }

    static SaleLine comment(String text) {
        return line(SaleLineKind.COMMENT, "", text, "0", "0");
    }

    private static SaleLine line(SaleLineKind kind, String number, String text, String quantity, String price) {
        BigDecimal amount =
                new BigDecimal(quantity).multiply(new BigDecimal(price)).setScale(2, java.math.RoundingMode.HALF_UP);
        return SaleLine.newBuilder()
                .setKind(kind)
                .setNumber(number)
                .setDescription(text)
                .setQuantity(new BigDecimal(quantity).setScale(10))
                .setUnitPrice(new BigDecimal(price).setScale(10))
                .setAmount(money(amount))
                .build();
    }

    static Money money(BigDecimal amount) {
        return Money.newBuilder()
                .setCurrency("USD")
                .setAmount(amount.setScale(4))
                .build();
    }

    private String id(String what, String source, String part, int revision) {
        return trade.flow + "/" + what + "/" + source + "/" + part + "/r" + revision;
    }

    private PostingCommand command(SourceKind kind, String source, int revision, String id, Document document) {
        return PostingCommand.newBuilder()
                .setPostingId(id)
                .setFlow(trade.flow)
                .setSourceConnection(trade.source)
                .setTargetConnection(trade.target)
                .setSourceKind(kind)
                .setSourceId(source)
                .setSequence(revision)
                .setOf(revision)
                .setPlanHash("plan-" + source)
                .setDocumentHash(UUID.nameUUIDFromBytes(document.toString().getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setMappingVersion(1)
                .setEvidence(Map.of())
                .setCommandedAt(Instant.parse("2026-11-11T08:00:00Z"))
                .setDocument(document)
                .build();
    }
}
