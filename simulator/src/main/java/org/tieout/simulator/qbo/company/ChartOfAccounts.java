package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tieout.simulator.http.Json;

/// The chart the company starts with: a US seller on Amazon, numbered as an accountant would.
final class ChartOfAccounts {
    /// Number, name, type, sub type. A company gives ids in order of creation: a new account goes to the end.
    private static final String ACCOUNTS = """
            1000|Checking|Bank|Checking
            1100|Accounts Receivable (A/R)|Accounts Receivable|AccountsReceivable
            1145|Undeposited Funds|Other Current Asset|UndepositedFunds
            1150|Amazon clearing|Other Current Asset|OtherCurrentAssets
            1155|Unapplied Amazon receipts|Other Current Asset|OtherCurrentAssets
            1159|Cross-marketplace|Other Current Asset|OtherCurrentAssets
            1160|Amazon reserve|Other Current Asset|OtherCurrentAssets
            1170|Payouts in transit|Other Current Asset|OtherCurrentAssets
            1180|Amazon charges in transit|Other Current Asset|OtherCurrentAssets
            1250|Tax credits receivable|Other Current Asset|OtherCurrentAssets
            1300|Inventory|Other Current Asset|Inventory
            2200|Sales tax payable|Other Current Liability|SalesTaxPayable
            2210|Marketplace tax|Other Current Liability|OtherCurrentLiabilities
            2310|Payable to Amazon|Other Current Liability|OtherCurrentLiabilities
            2320|Accrued Amazon fees|Other Current Liability|OtherCurrentLiabilities
            2400|Amazon loan|Other Current Liability|LoanPayable
            4000|Sales|Income|SalesOfProductIncome
            4010|Shipping income|Income|OtherPrimaryIncome
            4020|Gift-wrap income|Income|OtherPrimaryIncome
            4030|Other income|Income|OtherPrimaryIncome
            4090|Promotions|Income|DiscountsRefundsGiven
            4100|Refunds|Income|DiscountsRefundsGiven
            4110|Claims|Income|DiscountsRefundsGiven
            4120|Chargebacks|Income|DiscountsRefundsGiven
            4130|Goodwill|Income|DiscountsRefundsGiven
            4140|Restocking income|Income|OtherPrimaryIncome
            4200|Reimbursements|Other Income|OtherMiscellaneousIncome
            4210|SAFE-T reimbursements|Other Income|OtherMiscellaneousIncome
            4220|Liquidation proceeds|Other Income|OtherMiscellaneousIncome
            5000|Cost of goods sold|Cost of Goods Sold|SuppliesMaterialsCogs
            5900|Inventory loss|Cost of Goods Sold|SuppliesMaterialsCogs
            6100|Selling fees|Expense|CommissionsAndFees
            6105|Refund admin fees|Expense|CommissionsAndFees
            6110|FBA fees|Expense|ShippingFreightDelivery
            6120|Storage|Expense|OtherMiscellaneousServiceCost
            6130|Inbound|Expense|ShippingFreightDelivery
            6140|Removals|Expense|OtherMiscellaneousServiceCost
            6150|Subscriptions|Expense|DuesSubscriptions
            6160|Postage|Expense|ShippingFreightDelivery
            6170|Liquidation fees|Expense|CommissionsAndFees
            6200|Advertising|Expense|AdvertisingPromotional
            6210|Promotion fees|Expense|AdvertisingPromotional
            6900|Interest|Expense|InterestPaid
            1165|Deferred by Amazon|Other Current Asset|OtherCurrentAssets
            3900|Opening balances|Equity|OpeningBalanceEquity
            6910|Currency conversion|Expense|OtherBusinessExpenses
            1260|Input tax|Other Current Asset|OtherCurrentAssets
            2220|Output tax|Other Current Liability|OtherCurrentLiabilities
            """;

    private ChartOfAccounts() {}

    static List<ObjectNode> bodies() {
        return ACCOUNTS.lines().map(ChartOfAccounts::body).toList();
    }

    private static ObjectNode body(String row) {
        String[] columns = row.split("\\|");
        return Json.object()
                .put("AcctNum", columns[0])
                .put("Name", columns[1])
                .put("AccountType", columns[2])
                .put("AccountSubType", columns[3]);
    }
}
