package org.tieout.ingest.amazon.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.event.BreakdownLeaf;
import org.tieout.event.RelatedIdentifier;
import org.tieout.event.TransactionStatus;

/// What Amazon's model and public recordings show, read.
class FinanceReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static final String SALE = """
            {"sellingPartnerMetadata":{"sellingPartnerId":"A1","accountType":"Standard Orders","marketplaceId":"M1"},
             "transactionType":"Shipment","transactionId":"T1","transactionStatus":"DEFERRED_RELEASED",
             "relatedIdentifiers":[
               {"relatedIdentifierName":"ORDER_ID","relatedIdentifierValue":"111-0000001-0000001"},
               {"relatedIdentifierName":"RELEASE_TRANSACTION_ID","relatedIdentifierValue":"T2"}],
             "totalAmount":{"currencyAmount":24.46,"currencyCode":"SEK"},
             "description":"Order Payment","postedDate":"2026-10-18T12:45:47Z",
             "marketplaceDetails":{"marketplaceId":"M1","marketplaceName":"Amazon.se"},
             "items":[{"description":"Mug","totalAmount":{"currencyAmount":24.46,"currencyCode":"SEK"},
               "relatedIdentifiers":[
                 {"itemRelatedIdentifierName":"ORDER_ADJUSTMENT_ITEM_ID","itemRelatedIdentifierValue":"62"}],
               "breakdowns":[
                 {"breakdownType":"ProductCharges","breakdownAmount":{"currencyAmount":30,"currencyCode":"SEK"},
                  "breakdowns":[{"breakdownType":"OurPricePrincipal",
                    "breakdownAmount":{"currencyAmount":30,"currencyCode":"SEK"},"breakdowns":[]}]},
                 {"breakdownType":"AmazonFees","breakdownAmount":{"currencyAmount":-5.54,"currencyCode":"SEK"},
                  "breakdowns":[{"breakdownType":"Commission",
                    "breakdownAmount":{"currencyAmount":-5.54,"currencyCode":"SEK"},"breakdowns":[
                      {"breakdownType":"Base","breakdownAmount":{"currencyAmount":-4.43,"currencyCode":"SEK"}},
                      {"breakdownType":"Tax","breakdownAmount":{"currencyAmount":-1.11,"currencyCode":"SEK"}}]}]}],
               "contexts":[{"asin":"B01","quantityShipped":2,"sku":"MUG ","fulfillmentNetwork":"AFN",
                 "contextType":"ProductContext"}]}],
             "breakdowns":[
               {"breakdownType":"Sales","breakdownAmount":{"currencyAmount":30,"currencyCode":"SEK"},
                "breakdowns":[{"breakdownType":"ProductCharges",
                  "breakdownAmount":{"currencyAmount":30,"currencyCode":"SEK"},"breakdowns":null}]},
               {"breakdownType":"Pick/Pack","breakdownAmount":{"currencyAmount":-5.54,"currencyCode":"SEK"},
                "breakdowns":null}],
             "contexts":[{"contextType":"DeferredContext","deferralReason":"DD7",
               "maturityDate":"2026-10-25T12:45:47Z"}]}
            """;

    private final FinanceReader reader = new FinanceReader("amazon-se", "A1");

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void aTransactionKeepsItsIdentifiersItsDeferralAndItsItems() {
        var event = reader.transaction(json(SALE), NOW);
        var sale = Objects.requireNonNull(event.getTransaction());
        assertThat(event.getSummary()).isNull();
        assertThat(event.getBalance()).isNull();
        assertThat(sale.getStatus()).isEqualTo(TransactionStatus.DEFERRED_RELEASED);
        assertThat(sale.getPostedAt()).isEqualTo(Instant.parse("2026-10-18T12:45:47Z"));
        assertThat(sale.getTotal().getAmount()).isEqualTo(new BigDecimal("24.4600"));
        assertThat(sale.getRelatedIdentifiers())
                .extracting(RelatedIdentifier::getName, RelatedIdentifier::getValue)
                .containsExactly(tuple("ORDER_ID", "111-0000001-0000001"), tuple("RELEASE_TRANSACTION_ID", "T2"));
        assertThat(sale.getReleaseTransactionId()).isEqualTo("T2");
        assertThat(sale.getDeferredTransactionId()).isNull();
        assertThat(sale.getDeferralReason()).isEqualTo("DD7");
        assertThat(sale.getMaturesAt()).isEqualTo(Instant.parse("2026-10-25T12:45:47Z"));
        assertThat(sale.getMarketplaceName()).isEqualTo("Amazon.se");
        assertThat(sale.getItems()).singleElement().satisfies(item -> {
            assertThat(item.getSku()).isEqualTo("MUG");
            assertThat(item.getAsin()).isEqualTo("B01");
            assertThat(item.getQuantity()).isEqualTo(2);
            assertThat(item.getFulfillmentNetwork()).isEqualTo("AFN");
        });
    }

    @Test
    void onlyTheLeavesOfABreakdownAreAmountsAndASlashInANameIsEscaped() {
        var sale = Objects.requireNonNull(reader.transaction(json(SALE), NOW).getTransaction());
        assertThat(sale.getItems().getFirst().getBreakdowns())
                .extracting(BreakdownLeaf::getPath, leaf -> leaf.getAmount().getAmount())
                .containsExactly(
                        tuple("ProductCharges/OurPricePrincipal", new BigDecimal("30.0000")),
                        tuple("AmazonFees/Commission/Base", new BigDecimal("-4.4300")),
                        tuple("AmazonFees/Commission/Tax", new BigDecimal("-1.1100")));
        assertThat(sale.getBreakdowns())
                .extracting(BreakdownLeaf::getPath)
                .containsExactly("Sales/ProductCharges", "Pick\\/Pack");
    }

    @Test
    void theContentHashTellsAnotherStatusAndNotAnotherReading() {
        var read = reader.transaction(json(SALE), NOW);
        assertThat(reader.transaction(json(SALE), NOW.plusSeconds(60)).getContentHash())
                .isEqualTo(read.getContentHash());
        var before = reader.transaction(json(SALE.replace("DEFERRED_RELEASED", "DEFERRED")), NOW);
        assertThat(before.getContentHash()).isNotEqualTo(read.getContentHash());
    }

    @Test
    void aStatusThatIsMissingOrNewIsUnknown() {
        for (var status : new String[] {"null", "\"HELD\""}) {
            var event = reader.transaction(json(SALE.replace("\"DEFERRED_RELEASED\"", status)), NOW);
            assertThat(Objects.requireNonNull(event.getTransaction()).getStatus())
                    .isEqualTo(TransactionStatus.UNKNOWN);
        }
    }

    @Test
    void whatCannotBeAmountOrTimeIsNamed() {
        assertThatThrownBy(() -> reader.transaction(json(SALE.replace("24.46", "24.46001")), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("totalAmount: 24.46001 has more than 4 decimals");
        assertThatThrownBy(() -> reader.transaction(json(SALE.replace("\"postedDate\"", "\"posted\"")), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("postedDate is missing");
        assertThatThrownBy(() -> reader.transaction(json(SALE.replace("24.46", "\"24.46\"")), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the amount of totalAmount is missing");
    }

    @Test
    void aBalanceOfADayHasNoInstantAndOneOfNowHasTheMarketplacesDay() {
        var tree = """
                {"partnerMetadata":{"partnerId":"A1","accountType":"Standard Orders","marketplaceId":"M1"},
                 "balanceType":"TOTAL","amount":{"currencyAmount":15000,"currencyCode":"USD"},
                 "lastUpdatedTime":"2026-01-13T00:30:00+09:00",
                 "balances":[{"balanceType":"AVAILABLE","amount":{"currencyAmount":8000,"currencyCode":"USD"}},
                  {"balanceType":"RESERVED","amount":{"currencyAmount":7000,"currencyCode":"USD"},"balances":[
                   {"balanceType":"DEFERRED","amount":{"currencyAmount":9000,"currencyCode":"USD"}},
                   {"balanceType":"ACCOUNT_LEVEL_RESERVE","amount":{"currencyAmount":-2000,"currencyCode":"USD"}}]}]}
                """;
        var now = Objects.requireNonNull(
                reader.balance(Optional.empty(), json(tree), NOW).getBalance());
        assertThat(now.getAsOf()).isEqualTo(LocalDate.of(2026, 1, 13));
        assertThat(now.getUpdatedAt()).isEqualTo(Instant.parse("2026-01-12T15:30:00Z"));
        assertThat(Objects.requireNonNull(now.getAccountLevelReserve()).getAmount())
                .isEqualByComparingTo("-2000");
        var past = Objects.requireNonNull(reader.balance(Optional.of(LocalDate.of(2026, 1, 12)), json(tree), NOW)
                .getBalance());
        assertThat(past.getAsOf()).isEqualTo(LocalDate.of(2026, 1, 12));
        assertThat(past.getUpdatedAt()).isNull();
    }

    @Test
    void aSummaryMayDateItsPeriodByDays() {
        var event = reader.summary(
                "123",
                json("{\"partnerMetadata\":{\"accountType\":\"Standard Orders\",\"marketplaceId\":\"M1\"},"
                        + "\"periodStart\":\"2026-01-12\",\"periodEnd\":\"2026-01-26T10:00:00Z\","
                        + "\"netProceeds\":{\"currencyAmount\":0.1,\"currencyCode\":\"USD\"},\"breakdowns\":[]}"),
                NOW);
        var summary = Objects.requireNonNull(event.getSummary());
        assertThat(summary.getSettlementId()).isEqualTo("123");
        assertThat(summary.getPeriodStartAt()).isEqualTo(Instant.parse("2026-01-12T00:00:00Z"));
        assertThat(summary.getNetProceeds().getAmount()).isEqualByComparingTo("0.1");
    }
}
