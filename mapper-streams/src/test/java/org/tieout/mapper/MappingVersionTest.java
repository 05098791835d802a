package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;

/// Which version of the mapping made a line is written on the line.
class MappingVersionTest {

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    private void settle(String id, String order) {
        mapper.settlement(id, "40.50")
                .row("Order|ItemPrice|Principal", order, "SKU-1", "50.00")
                .row("Refund|ItemPrice|Principal", "111-0000000-0000009", "SKU-1", "-2.00")
                .row("Order|ItemFees|Commission", order, "SKU-1", "-7.50")
                .close();
    }

    private static Set<Long> versions(List<PostingCommand> commands) {
        return commands.stream()
                .flatMap(command -> command.getDocument().getLines().stream())
                .map(DocumentLine::getMappingVersion)
                .collect(Collectors.toSet());
    }

    @Test
    void everyLineCarriesTheVersionItWasPlannedWith() {
        mapper.mapping("item", "SKU-1", "Widget", 3).flow();
        settle("900", "111-0000000-0000001");
        var before = List.copyOf(mapper.commands);
        mapper.mapping("account", "FEE.REFERRAL", "6199", 4);
        settle("901", "111-0000000-0000002");
        var after = mapper.commands.subList(before.size(), mapper.commands.size());

        assertThat(before)
                .extracting(command -> command.getDocument().getKind().name())
                .contains("INVOICE", "CREDIT_MEMO", "CUSTOMER_PAYMENT", "DEPOSIT");
        assertThat(versions(before)).containsExactly(3L);
        assertThat(after).hasSameSizeAs(before);
        assertThat(versions(after)).containsExactly(4L);
    }

    @Test
    void aLineAlsoCarriesTheVersionOfTheRowThatChoseIt() {
        mapper.mapping("item", "SKU-1", "Widget", 3)
                .mapping("account", "FEE.REFERRAL", "6199", 4)
                .flow();
        settle("900", "111-0000000-0000001");

        assertThat(rowVersions("INVOICE", "REV.PRINCIPAL")).containsExactly(3L);
        assertThat(rowVersions("DEPOSIT", "FEE.REFERRAL")).containsExactly(4L);
    }

    private Set<Long> rowVersions(String kind, String category) {
        return mapper.commands.stream()
                .map(PostingCommand::getDocument)
                .filter(document -> document.getKind().name().equals(kind))
                .flatMap(document -> document.getLines().stream())
                .filter(line -> category.equals(line.getCategory()))
                .map(DocumentLine::getRowVersion)
                .collect(Collectors.toSet());
    }
}
