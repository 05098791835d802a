package org.tieout.mapper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.deal.DealId;
import org.tieout.accounting.deal.DealPolicy.Form;
import org.tieout.accounting.deal.Party;
import org.tieout.accounting.deal.Sale;
import org.tieout.accounting.deal.SalesRecord;
import org.tieout.accounting.deal.SalesRecord.Amounts;
import org.tieout.accounting.deal.SalesRecord.Buyer;
import org.tieout.accounting.deal.SalesRecord.SourceLine;
import org.tieout.accounting.deal.SalesRecord.Stage;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.event.CrmRecord;
import org.tieout.event.CustomerReference;
import org.tieout.event.DocumentKind;
import org.tieout.event.Money;
import org.tieout.event.SaleLine;
import org.tieout.event.SaleLineKind;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SalesDocumentLine;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;

/// Between the records of deals on the topics and the types of the functional core. Decides nothing.
final class DealConvert {

    private static final int SCALE = 10;

    private DealConvert() {}

    static SalesRecord record(SalesDocumentVersion version) {
        return new SalesRecord(
                table(version.getKind()),
                version.getId(),
                version.getRowVersion(),
                given(version.getNumber()),
                stage(version.getStage()),
                given(version.getOpportunityId()),
                given(version.getQuoteId()),
                given(version.getCustomerId())
                        .flatMap(id -> given(version.getCustomerKind()).map(kind -> new Buyer(kind, id))),
                version.getCurrency(),
                given(version.getOwnerId()),
                version.getLines().stream().map(DealConvert::line).toList(),
                amounts(version),
                version.getPricingError(),
                Optional.ofNullable(version.getClosedOn()).orElseGet(() -> day(version.getModifiedAt())),
                Optional.ofNullable(version.getRequestedDelivery()),
                given(version.getPaymentTerms()),
                given(version.getShippingMethod()));
    }

    private static Amounts amounts(SalesDocumentVersion version) {
        return new Amounts(
                version.getLineTotal().getAmount(),
                version.getDiscountAmount().getAmount(),
                version.getDiscountPercentage(),
                version.getFreight().getAmount(),
                version.getTax().getAmount(),
                version.getTotal().getAmount(),
                Optional.ofNullable(version.getValue()).map(Money::getAmount));
    }

    /// A product without a number cannot be joined to an item: it is known by its id, which a mapping row
    /// may name.
    private static SourceLine line(SalesDocumentLine line) {
        return new SourceLine(
                given(line.getProductNumber())
                        .or(() -> given(line.getProductId())
                                .map(id -> DealId.of(id).value())),
                line.getDescription(),
                given(line.getUnit()),
                line.getIsDefaultUnit(),
                line.getQuantity(),
                line.getPricePerUnit(),
                line.getVolumeDiscount(),
                line.getManualDiscount().getAmount(),
                line.getTax().getAmount(),
                line.getBaseAmount().getAmount(),
                line.getExtendedAmount().getAmount());
    }

    static Table table(SalesDocumentKind kind) {
        return Table.valueOf(kind.name());
    }

    static SalesDocumentKind kind(Table table) {
        return SalesDocumentKind.valueOf(table.name());
    }

    private static Stage stage(SalesDocumentStage stage) {
        return stage == SalesDocumentStage.UNKNOWN ? Stage.OTHER : Stage.valueOf(stage.name());
    }

    /// The account or contact; nothing when the record is neither.
    static Optional<Party> party(CrmRecord read) {
        var account = read.getAccount();
        var contact = read.getContact();
        if (account != null) {
            return Optional.of(party(
                    read,
                    Party.ACCOUNT,
                    given(account.getNumber()),
                    given(account.getCountry()),
                    fields(
                            List.of("name", account.getName()),
                            account.getEmail(),
                            account.getPhone(),
                            address(
                                    account.getLine1(),
                                    account.getLine2(),
                                    account.getCity(),
                                    account.getState(),
                                    account.getPostalCode(),
                                    account.getCountry()),
                            account.getWebsite())));
        }
        return contact == null
                ? Optional.empty()
                : Optional.of(party(
                        read,
                        Party.CONTACT,
                        Optional.empty(),
                        given(contact.getCountry()),
                        fields(
                                List.of("name", contact.getFullName()),
                                contact.getEmail(),
                                contact.getPhone(),
                                address(
                                        contact.getLine1(),
                                        contact.getLine2(),
                                        contact.getCity(),
                                        contact.getState(),
                                        contact.getPostalCode(),
                                        contact.getCountry()),
                                null)));
    }

    private static Party party(
            CrmRecord read,
            String kind,
            Optional<String> number,
            Optional<String> country,
            SortedMap<String, String> fields) {
        return new Party(kind, read.getId(), read.getRowVersion(), number, country, fields, day(read.getModifiedAt()));
    }

    private static String address(@Nullable String... parts) {
        var lines = new StringBuilder();
        for (var part : parts) {
            lines.append(part == null ? "" : part).append('\n');
        }
        return lines.toString();
    }

    private static SortedMap<String, String> fields(
            List<String> name,
            @Nullable String email,
            @Nullable String phone,
            String address,
            @Nullable String website) {
        var fields = new TreeMap<String, String>();
        fields.put(name.getFirst(), name.getLast());
        fields.put("address", address);
        given(email).ifPresent(value -> fields.put("email", value));
        given(phone).ifPresent(value -> fields.put("phone", value));
        given(website).ifPresent(value -> fields.put("website", value));
        return fields;
    }

    static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    static org.tieout.event.Document customer(Party party, Party.Customer customer, @Nullable String corrects) {
        return org.tieout.event.Document.newBuilder()
                .setKind(DocumentKind.CUSTOMER)
                .setReference(customer.number())
                .setDate(party.changedOn())
                .setCurrency("")
                .setMemo("Customer of " + party.kind() + " " + DealId.of(party.id()))
                .setLines(List.of())
                .setCorrects(corrects)
                .setCustomerReference(CustomerReference.newBuilder()
                        .setKind(party.kind())
                        .setId(party.id())
                        .setRowVersion(party.rowVersion())
                        .setNumber(customer.number())
                        .setMapped(customer.mapped())
                        .setCountry(customer.country().orElse(null))
                        .build())
                .build();
    }

    static org.tieout.event.Document sale(Sale sale, @Nullable String corrects) {
        var basis = sale.basis().table().word() + " "
                + sale.basisNumber().orElse(sale.basis().id());
        return org.tieout.event.Document.newBuilder()
                .setKind(sale.form() == Form.ORDER ? DocumentKind.SALES_ORDER : DocumentKind.SALES_INVOICE)
                .setReference(sale.deal().value())
                .setDate(sale.date())
                .setCurrency(sale.net().currency())
                .setCustomer(sale.customer().number())
                .setMemo("Deal closed by " + basis)
                .setLines(List.of())
                .setCorrects(corrects)
                .setSale(org.tieout.event.Sale.newBuilder()
                        .setDeal(sale.deal().value())
                        .setBasis(kind(sale.basis().table()))
                        .setBasisId(sale.basis().id())
                        .setBasisNumber(sale.basisNumber().orElse(null))
                        .setCustomerPosting(sale.customer().posting().orElse(null))
                        .setCustomerNumber(sale.customer().number())
                        .setLines(sale.lines().stream().map(DealConvert::line).toList())
                        .setNet(Convert.money(sale.net()))
                        .setTax(Convert.money(sale.tax()))
                        .setTotal(Convert.money(sale.total()))
                        .setComparesTax(sale.comparesTax())
                        .setApproved(sale.approved())
                        .setRepresentative(sale.representative().orElse(null))
                        .setPaymentTerms(sale.paymentTerms().orElse(null))
                        .setShipmentMethod(sale.shipmentMethod().orElse(null))
                        .setRequestedDelivery(sale.requestedDelivery().orElse(null))
                        .build())
                .build();
    }

    private static SaleLine line(Sale.Line line) {
        return SaleLine.newBuilder()
                .setKind(
                        switch (line.kind()) {
                            case ITEM -> SaleLineKind.ITEM;
                            case ACCOUNT -> SaleLineKind.ACCOUNT;
                            case COMMENT -> SaleLineKind.COMMENT;
                        })
                .setNumber(line.number())
                .setDescription(line.description())
                .setQuantity(exact(line.quantity()))
                .setUnitPrice(exact(line.unitPrice()))
                .setUnit(line.unit().orElse(null))
                .setTaxCode(line.taxCode().isEmpty() ? null : line.taxCode())
                .setAmount(Convert.money(line.amount()))
                .setDimensions(line.dimensions())
                .setRowVersion(line.rowVersion())
                .build();
    }

    private static BigDecimal exact(BigDecimal figure) {
        return figure.setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
