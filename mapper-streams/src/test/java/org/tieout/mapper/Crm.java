package org.tieout.mapper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.event.CrmAccount;
import org.tieout.event.CrmContact;
import org.tieout.event.CrmRecord;
import org.tieout.event.Money;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SalesDocumentLine;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;

/// Records of a CRM as its emitter writes them, priced by the rules of dynamics-sales.md section 8.
final class Crm {

    static final String OPPORTUNITY = "0a000000-0000-4000-8000-000000000001";
    static final String QUOTE = "0b000000-0000-4000-8000-000000000002";
    static final String ORDER = "0c000000-0000-4000-8000-000000000003";
    static final String ACCOUNT = "0d000000-0000-4000-8000-000000000004";
    static final String CONTACT = "0e000000-0000-4000-8000-000000000005";
    static final String OWNER = "0f000000-0000-4000-8000-000000000006";
    static final String DEAL = "0A000000000040008000000000000001";

    private Crm() {}

    static Builder opportunity(String stage, long version) {
        return new Builder(SalesDocumentKind.OPPORTUNITY, OPPORTUNITY, stage, version);
    }

    static Builder quote(String stage, long version) {
        var quote = new Builder(SalesDocumentKind.QUOTE, QUOTE, stage, version);
        quote.document.setOpportunityId(OPPORTUNITY).setNumber("QUO-1");
        return quote;
    }

    static Builder order(String stage, long version) {
        var order = new Builder(SalesDocumentKind.ORDER, ORDER, stage, version);
        order.document.setOpportunityId(OPPORTUNITY).setQuoteId(QUOTE).setNumber("SO-1");
        return order;
    }

    static CrmRecord account(String name, long version) {
        return account(name, version, "DE");
    }

    static CrmRecord account(String name, long version, @Nullable String country) {
        return record("account", ACCOUNT, version)
                .setAccount(CrmAccount.newBuilder()
                        .setName(name)
                        .setNumber("a-100")
                        .setCountry(country)
                        .build())
                .build();
    }

    /// Another account that bears the same number.
    static CrmRecord namesake(String id) {
        return CrmRecord.newBuilder(account("Fabrikam", 3)).setId(id).build();
    }

    static CrmRecord contact(@Nullable String account) {
        return record("contact", CONTACT, 5)
                .setContact(CrmContact.newBuilder()
                        .setFullName("The buyer")
                        .setParentAccountId(account)
                        .build())
                .build();
    }

    private static CrmRecord.Builder record(String kind, String id, long version) {
        return CrmRecord.newBuilder()
                .setConnection(MapperHarness.SOURCE)
                .setOrganization("org")
                .setKind(kind)
                .setId(id)
                .setRowVersion(version)
                .setModifiedAt(Instant.parse("2026-10-01T10:00:00Z"))
                .setReadAt(Instant.EPOCH);
    }

    static final class Builder {
        private final SalesDocumentVersion.Builder document = SalesDocumentVersion.newBuilder();
        private final List<SalesDocumentLine> lines = new ArrayList<>();
        private BigDecimal base = BigDecimal.ZERO;
        private BigDecimal manual = BigDecimal.ZERO;
        private BigDecimal taxes = BigDecimal.ZERO;
        private BigDecimal discount = BigDecimal.ZERO;
        private BigDecimal percent = BigDecimal.ZERO;
        private BigDecimal freight = BigDecimal.ZERO;
        private BigDecimal off = BigDecimal.ZERO;

        Builder(SalesDocumentKind kind, String id, String stage, long version) {
            document.setConnection(MapperHarness.SOURCE)
                    .setOrganization("org")
                    .setKind(kind)
                    .setId(id)
                    .setRowVersion(version)
                    .setStage(SalesDocumentStage.valueOf(stage))
                    .setStatusCode(1)
                    .setCustomerKind("account")
                    .setCustomerId(ACCOUNT)
                    .setCurrency("USD")
                    .setOwnerId(OWNER)
                    .setClosedOn(LocalDate.parse("2026-10-02"))
                    .setModifiedAt(Instant.parse("2026-10-02T10:00:00Z"))
                    .setReadAt(Instant.EPOCH);
        }

        Builder line(@Nullable String product, String quantity, String price) {
            return line(product, quantity, price, "0", "0", "0");
        }

        Builder line(@Nullable String product, String quantity, String price, String volume, String less, String tax) {
            var amount = new BigDecimal(price)
                    .subtract(new BigDecimal(volume))
                    .multiply(new BigDecimal(quantity))
                    .setScale(2, RoundingMode.HALF_UP);
            base = base.add(amount);
            manual = manual.add(new BigDecimal(less));
            taxes = taxes.add(new BigDecimal(tax));
            lines.add(SalesDocumentLine.newBuilder()
                    .setId("line-" + lines.size())
                    .setNumber(lines.size() + 1)
                    .setProductId(product == null ? null : ACCOUNT)
                    .setProductNumber(product)
                    .setDescription(product == null ? "Made to measure" : "The " + product)
                    .setUnit(product == null ? null : "Each")
                    .setIsDefaultUnit(true)
                    .setQuantity(ten(quantity))
                    .setPricePerUnit(ten(price))
                    .setVolumeDiscount(ten(volume))
                    .setManualDiscount(usd(new BigDecimal(less)))
                    .setTax(usd(new BigDecimal(tax)))
                    .setBaseAmount(usd(amount))
                    .setExtendedAmount(usd(amount.subtract(new BigDecimal(less)).add(new BigDecimal(tax))))
                    .build());
            return this;
        }

        Builder unit(String unit) {
            var last = lines.removeLast();
            lines.add(SalesDocumentLine.newBuilder(last)
                    .setUnit(unit)
                    .setIsDefaultUnit(false)
                    .build());
            return this;
        }

        Builder whole(String amountOff, String percentOff, String shipping) {
            discount = new BigDecimal(amountOff);
            percent = new BigDecimal(percentOff);
            freight = new BigDecimal(shipping);
            return this;
        }

        Builder totalOffBy(String amount) {
            off = new BigDecimal(amount);
            return this;
        }

        Builder of(@Nullable String opportunity, @Nullable String quote) {
            document.setOpportunityId(opportunity).setQuoteId(quote);
            return this;
        }

        Builder with(java.util.function.Consumer<SalesDocumentVersion.Builder> more) {
            more.accept(document);
            return this;
        }

        SalesDocumentVersion build() {
            var lineTotal = base.subtract(manual);
            var header =
                    discount.add(lineTotal.multiply(percent).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP));
            document.setLines(lines)
                    .setLineTotal(usd(lineTotal))
                    .setDiscountAmount(usd(discount))
                    .setDiscountPercentage(ten(percent.toPlainString()))
                    .setFreight(usd(freight))
                    .setTax(usd(taxes))
                    .setTotal(usd(
                            lineTotal.subtract(header).add(freight).add(taxes).add(off)))
                    .setContentHash("");
            return document.setContentHash(Integer.toHexString(SalesDocumentVersion.newBuilder(document)
                            .setRowVersion(0)
                            .setReadAt(Instant.EPOCH)
                            .build()
                            .toString()
                            .hashCode()))
                    .build();
        }

        private static BigDecimal ten(String figure) {
            return new BigDecimal(figure).setScale(10);
        }

        private static Money usd(BigDecimal amount) {
            return MapperHarness.usd(amount.toPlainString());
        }
    }
}
