package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Items. Inventory items are accepted but no cost of goods is posted for them. Source: Item reference.
final class ItemRules implements Rules {
    private static final List<String> INVENTORY_NEEDS =
            List.of("IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef", "QtyOnHand", "InvStartDate");
    private static final Set<String> NOT_FOR_SALES =
            Set.of("Bank", "Credit Card", "Accounts Receivable", "Accounts Payable");

    private final Books books;

    ItemRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        String name = data.path("Name").asText();
        if (name.isBlank() || name.chars().anyMatch(c -> c == ':' || c == '\t' || c == '\n')) {
            throw Refusals.invalidString("Name", name);
        }
        if (NameRules.Duplicates.exists(books, EntityType.ITEM, draft.key(), "Name", name)) {
            throw Refusals.duplicateName("item");
        }
        String type = Fields.text(data, "Type").orElse("Service");
        checkType(data, type);
        data.put("Type", type).put("FullyQualifiedName", name).put("Active", NameRules.active(data));
    }

    private void checkType(ObjectNode data, String type) {
        switch (type) {
            case "Inventory" ->
                INVENTORY_NEEDS.stream()
                        .filter(need -> !data.has(need))
                        .findFirst()
                        .ifPresent(need -> {
                            throw Refusals.required(need);
                        });
            case "Service", "NonInventory" -> {
                if (!data.has("IncomeAccountRef") && !data.has("ExpenseAccountRef")) {
                    throw Refusals.required("IncomeAccountRef");
                }
            }
            default -> throw Refusals.featureNotSupported("Items of type " + type + " cannot be created");
        }
        if (data.has("IncomeAccountRef")) {
            AccountView income = books.accountOf(data, "IncomeAccountRef");
            boolean goods = type.equals("Inventory");
            if (NOT_FOR_SALES.contains(income.type())
                    || (goods && !income.subType().equals("SalesOfProductIncome"))) {
                throw Refusals.invalidAccountType("IncomeAccountRef");
            }
        }
    }
}
