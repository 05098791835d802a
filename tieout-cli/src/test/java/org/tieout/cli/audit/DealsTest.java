package org.tieout.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tieout.event.Money;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;

final class DealsTest {

    private static final String OPPORTUNITY = "a0000000-0000-4000-8000-00000000000a";
    private static final String QUOTE = "b0000000-0000-4000-8000-00000000000b";
    private static final String ORDER = "c0000000-0000-4000-8000-00000000000c";
    private static final String OTHER = "d0000000-0000-4000-8000-00000000000d";

    private final Deals deals = new Deals();

    @Test
    void recordsThatReferToEachOtherInStepsAreOneDealWhicheverIsNamed() {
        deals.add(record(ORDER, "ORD-1", null, QUOTE));
        deals.add(record(QUOTE, "QUO-1", OPPORTUNITY, null));
        deals.add(record(OTHER, "ORD-2", null, null));

        assertThat(deals.of("ord-1").orElseThrow())
                .containsExactly(hex(OPPORTUNITY), hex(QUOTE), hex(ORDER))
                .isEqualTo(deals.of(OPPORTUNITY).orElseThrow())
                .isEqualTo(deals.of(hex(QUOTE)).orElseThrow());
        assertThat(deals.of(OTHER).orElseThrow()).containsExactly(hex(OTHER));
    }

    @Test
    void aRecordThatIsLinkedLaterBelongsToTheDealFromThenOn() {
        deals.add(record(ORDER, "ORD-1", null, null));
        assertThat(deals.of("ORD-1").orElseThrow()).containsExactly(hex(ORDER));

        deals.add(record(ORDER, "ORD-1", OPPORTUNITY, null));

        assertThat(deals.of("ORD-1").orElseThrow()).containsExactly(hex(OPPORTUNITY), hex(ORDER));
    }

    @Test
    void theNumberOfARevisedQuoteMeansAllItsRevisions() {
        deals.add(record(QUOTE, "QUO-1", null, null));
        deals.add(record(OTHER, "QUO-1", null, null));

        assertThat(deals.of("QUO-1").orElseThrow()).containsExactly(hex(QUOTE), hex(OTHER));
    }

    @Test
    void whatNamesNoRecordIsNoDeal() {
        deals.add(record(ORDER, "ORD-1", null, null));

        assertThat(deals.of("ORD-2")).isEmpty();
        assertThat(deals.of(OTHER)).isEmpty();
        assertThat(deals.of("111-0000000-0000001")).isEmpty();
    }

    private static String hex(String guid) {
        return guid.replace("-", "").toUpperCase(Locale.ROOT);
    }

    private static SalesDocumentVersion record(
            String id, String number, @Nullable String opportunity, @Nullable String quote) {
        var nothing = new Money("USD", BigDecimal.ZERO);
        return SalesDocumentVersion.newBuilder()
                .setConnection("crm")
                .setOrganization("org")
                .setKind(SalesDocumentKind.ORDER)
                .setId(id)
                .setRowVersion(1)
                .setContentHash("0")
                .setNumber(number)
                .setStage(SalesDocumentStage.SUBMITTED)
                .setStatusCode(3)
                .setOpportunityId(opportunity)
                .setQuoteId(quote)
                .setCurrency("USD")
                .setLines(List.of())
                .setLineTotal(nothing)
                .setDiscountAmount(nothing)
                .setDiscountPercentage(BigDecimal.ZERO)
                .setFreight(nothing)
                .setTax(nothing)
                .setTotal(nothing)
                .setModifiedAt(Instant.EPOCH)
                .setReadAt(Instant.EPOCH)
                .build();
    }
}
