package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tieout.simulator.http.Json;

/// The chart the company starts with: a US seller on Amazon, the same numbers and names as in the other ledgers.
final class ChartOfAccounts {
    /// Number, name, category.
    private static final String ACCOUNTS = """
            1000|Checking|Assets
            1100|Accounts Receivable (A/R)|Assets
            1145|Undeposited Funds|Assets
            1150|Amazon clearing|Assets
            1155|Unapplied Amazon receipts|Assets
            1159|Cross-marketplace|Assets
            1160|Amazon reserve|Assets
            1165|Deferred by Amazon|Assets
            1170|Payouts in transit|Assets
            1180|Amazon charges in transit|Assets
            1250|Tax credits receivable|Assets
            1260|Input tax|Assets
            1300|Inventory|Assets
            2200|Sales tax payable|Liabilities
            2210|Marketplace tax|Liabilities
            2220|Output tax|Liabilities
            2310|Payable to Amazon|Liabilities
            2320|Accrued Amazon fees|Liabilities
            2400|Amazon loan|Liabilities
            3900|Opening balances|Equity
            4000|Sales|Income
            4010|Shipping income|Income
            4020|Gift-wrap income|Income
            4030|Other income|Income
            4090|Promotions|Income
            4100|Refunds|Income
            4110|Claims|Income
            4120|Chargebacks|Income
            4130|Goodwill|Income
            4140|Restocking income|Income
            4200|Reimbursements|Income
            4210|SAFE-T reimbursements|Income
            4220|Liquidation proceeds|Income
            5000|Cost of goods sold|Cost_x0020_of_x0020_Goods_x0020_Sold
            5900|Inventory loss|Cost_x0020_of_x0020_Goods_x0020_Sold
            6100|Selling fees|Expense
            6105|Refund admin fees|Expense
            6110|FBA fees|Expense
            6120|Storage|Expense
            6130|Inbound|Expense
            6140|Removals|Expense
            6150|Subscriptions|Expense
            6160|Postage|Expense
            6170|Liquidation fees|Expense
            6200|Advertising|Expense
            6210|Promotion fees|Expense
            6900|Interest|Expense
            6910|Currency conversion|Expense
            """;

    private ChartOfAccounts() {}

    static List<ObjectNode> accounts() {
        return ACCOUNTS.lines().map(ChartOfAccounts::account).toList();
    }

    private static ObjectNode account(String row) {
        String[] columns = row.split("\\|");
        return Json.object()
                .put("number", columns[0])
                .put("displayName", columns[1])
                .put("category", columns[2])
                .put("accountType", "Posting")
                .put("directPosting", true)
                .put("blocked", false);
    }
}
