package org.tieout.accounting.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.export.Documents.SETTLEMENT;

import org.junit.jupiter.api.Test;
import org.tieout.accounting.mapping.Mappings;

class PlainTextExportTest {

    private final PlainTextExport beancount = PlainTextExport.beancount(Mappings.standard());
    private final PlainTextExport hledger = PlainTextExport.hledger(Mappings.standard());

    @Test
    void anInvoiceInBeancountOpensItsAccountsAndLinksItsOrder() {
        assertThat(beancount.document(SETTLEMENT, Documents.invoice("Amazon customers", "Amazon order", "MUG")))
                .isEqualTo("""
                        1970-01-01 commodity USD
                        1970-01-01 open Assets:1100-Accounts-Receivable
                          code: "1100"
                          name: "Accounts Receivable"
                        1970-01-01 open Income:4000-Sales
                          code: "4000"
                          name: "Sales"

                        2026-06-28 * "Amazon customers" "Amazon order" #invoice ^offline/order/111-0000000-0000001/invoice-1/r1 ^settlement/25889786381 ^order/111-0000000-0000001
                          posting-id: "offline/order/111-0000000-0000001/invoice-1/r1"
                          reference: "111-0000000-0000001"
                          Assets:1100-Accounts-Receivable  49.99 USD
                            memo: "Order 111-0000000-0000001"
                          Income:4000-Sales  -49.99 USD
                            memo: "Mug"
                            category: "REV.PRINCIPAL"
                            item: "MUG"
                            quantity: 2
                        """);
    }

    @Test
    void aFileSaysWhereItIsFromAndHowItsSignsAreMeant() {
        assertThat(beancount.head()).isEqualTo("; Exported by tieout. Debits are positive, credits negative.\n");
    }

    @Test
    void aPaymentInBeancountLinksTheInvoiceItSettlesAndOpensOnlyWhatIsNew() {
        beancount.document(SETTLEMENT, Documents.invoice("Amazon customers", "Amazon order", "MUG"));

        assertThat(beancount.document(SETTLEMENT, Documents.payment()))
                .startsWith("1970-01-01 open Assets:1145-Undeposited-Funds\n")
                .doesNotContain("open Assets:1100", "commodity")
                .contains(" #customer-payment ^offline/settlement/25889786381/payment-2026-06.1/r1"
                        + " ^settlement/25889786381 ^offline/order/111-0000000-0000001/invoice-1/r1"
                        + " ^order/111-0000000-0000001\n");
    }

    @Test
    void textInBeancountIsEscaped() {
        assertThat(beancount.document(SETTLEMENT, Documents.invoice("Jo \"J\" \\ Ltd", "two\nlines\u0007", "a\tb")))
                .contains(" * \"Jo \\\"J\\\" \\\\ Ltd\" \"two\\nlines \" #invoice")
                .contains("item: \"a\\tb\"");
    }

    @Test
    void anInvoiceInHledgerDeclaresItsAccountsAndCarriesTags() {
        assertThat(hledger.head()).endsWith("decimal-mark .\n");
        assertThat(hledger.document(SETTLEMENT, Documents.invoice("Amazon customers", "Amazon order", "MUG")))
                .isEqualTo("""
                        commodity 1000.00 USD
                        account Assets:1100-Accounts-Receivable
                          ; code:1100
                          ; name:Accounts Receivable
                        account Income:4000-Sales
                          ; code:4000
                          ; name:Sales

                        2026-06-28 * (111-0000000-0000001) Amazon customers | Amazon order
                            ; kind:invoice
                            ; posting-id:offline/order/111-0000000-0000001/invoice-1/r1
                            ; settlement:25889786381
                            ; order:111-0000000-0000001
                            Assets:1100-Accounts-Receivable  49.99 USD
                              ; memo:Order 111-0000000-0000001
                            Income:4000-Sales  -49.99 USD
                              ; memo:Mug
                              ; category:REV.PRINCIPAL
                              ; item:MUG
                              ; quantity:2
                        """);
    }

    @Test
    void aDepositInHledgerTagsWhatItGathers() {
        assertThat(hledger.document(SETTLEMENT, Documents.deposit()))
                .contains("2026-07-11 * (25889786381) Amazon settlement\n")
                .contains("    ; applies:offline/settlement/25889786381/payment-2026-06.1/r1\n");
    }

    @Test
    void theVendorOfABillIsThePayee() {
        assertThat(beancount.document(SETTLEMENT, Documents.bill()))
                .contains("2026-06-30 * \"Amazon\" \"Fees of June\" #bill");
        assertThat(hledger.document(SETTLEMENT, Documents.bill()))
                .contains("2026-06-30 * (25889786381-06-B) Amazon | Fees of June\n");
    }

    @Test
    void textInHledgerStaysOneDescriptionOrOneTag() {
        assertThat(hledger.document(SETTLEMENT, Documents.invoice("A|B; C", "two\nlines; done", "a, date:99\nb")))
                .contains(") A/B, C | two lines, done\n")
                .contains("; item:a; date:99 b\n");
    }
}
