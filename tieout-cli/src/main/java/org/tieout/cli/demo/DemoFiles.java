package org.tieout.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Role;
import org.tieout.cli.DataDirectory;
import org.tieout.simulator.amazon.Catalogue;
import org.tieout.simulator.http.FaceDescription;

/// The configuration files of a demo, as a person would write them. A mapping table that is there already is left
/// alone: whoever plays with it keeps the changes.
final class DemoFiles {

    /// The flow into QuickBooks Online.
    static final String BOOKS = "us-books";

    /// The flow into Business Central.
    static final String CENTRAL = "us-central";

    /// The flow of the CRM's deals into Business Central.
    static final String DEALS = "deals";

    private DemoFiles() {}

    /// Writes them.
    ///
    /// @return the directory of `tieout.yaml`
    static Path write(
            DataDirectory data,
            FaceDescription amazon,
            FaceDescription books,
            FaceDescription central,
            FaceDescription crm) {
        var directory = data.config();
        try {
            Files.createDirectories(directory.resolve("mappings"));
            var secrets = Files.createDirectories(
                    directory.resolve("secrets"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            secret(secrets.resolve("amazon-us.client-secret"), amazon.clientSecret());
            secret(secrets.resolve("amazon-us.refresh-token"), amazon.refreshToken());
            secret(secrets.resolve("books.client-secret"), books.clientSecret());
            secret(secrets.resolve("books.refresh-token"), books.refreshToken());
            secret(secrets.resolve("central.client-secret"), central.clientSecret());
            secret(secrets.resolve("crm.client-secret"), crm.clientSecret());
            mapping(directory, BOOKS, items());
            mapping(directory, CENTRAL, withBankAccount(items()));
            mapping(directory, DEALS, dealRows());
            Files.writeString(directory.resolve("tieout.yaml"), settings(amazon, books, central, crm));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's configuration cannot be written to " + directory, e);
        }
    }

    private static void mapping(Path directory, String flow, List<MappingRow> rows) throws IOException {
        var mapping = directory.resolve("mappings").resolve(flow + ".csv");
        if (!Files.exists(mapping)) {
            Files.writeString(mapping, MappingCsv.write(rows));
        }
    }

    /// In Business Central the bank is a bank account card, so that its statement can be reconciled there.
    private static List<MappingRow> withBankAccount(List<MappingRow> rows) {
        var all = new ArrayList<MappingRow>();
        all.add(row(Role.BANK.key(), "CHECKING", "Checking"));
        all.addAll(rows);
        return all;
    }

    private static String settings(
            FaceDescription amazon, FaceDescription books, FaceDescription central, FaceDescription crm) {
        return """
                # Written by `tieout demo` at every start: the simulator's port is another each time.
                environment: development
                connections:
                  - name: amazon-us
                    vendor: amazon
                    region: NA
                    base-url: %s
                    token-url: %s
                    seller-id: %s
                    marketplaces: [%s]
                    client-id: %s
                    read-from: 2026-08-01
                    wait-for-orders: 3650d # the world's time is not this machine's
                    secrets:
                      client-secret: {file: secrets/amazon-us.client-secret}
                      refresh-token: {file: secrets/amazon-us.refresh-token}
                  - name: books
                    vendor: qbo
                    base-url: %s
                    token-url: %s
                    realm-id: "%s"
                    client-id: %s
                    secrets:
                      client-secret: {file: secrets/books.client-secret}
                      refresh-token: {file: secrets/books.refresh-token}
                  - name: central
                    vendor: bc
                    base-url: %s
                    token-url: %s
                    tenant-id: %s
                    environment-name: %s
                    company-id: %s
                    client-id: %s
                    bank-cards: [CHECKING=1000] # the API does not tell which account a card posts to
                    secrets:
                      client-secret: {file: secrets/central.client-secret}
                  - name: crm
                    vendor: dynamics-sales
                    organization-url: %s
                    token-url: %s
                    tenant-id: %s
                    client-id: %s
                    read-from: 2026-08-01
                    secrets:
                      client-secret: {file: secrets/crm.client-secret}
                flows:
                  - name: us-books
                    source: amazon-us
                    target: books
                    mode: INVOICE
                    mapping: mappings/us-books.csv
                    schedule: {orders: 2s, settlements: 2s, finances: 5s, ledger: 10s}
                    options: {create-missing-items: "true"}
                  - name: us-central
                    source: amazon-us
                    target: central
                    mode: INVOICE
                    mapping: mappings/us-central.csv
                    schedule: {ledger: 10s}
                    options: {create-missing-items: "true"}
                  - name: deals
                    source: crm
                    target: central
                    mapping: mappings/deals.csv
                    schedule: {deals: 2s, ledger: 5s}
                    options: {create-missing-items: "true"}
                """.formatted(
                        amazon.baseUrl(),
                        amazon.tokenUrl(),
                        id(amazon, "sellerId"),
                        String.join(", ", amazon.ids().getOrDefault("marketplaceIds", List.of())),
                        amazon.clientId(),
                        books.baseUrl(),
                        books.tokenUrl(),
                        id(books, "realmId"),
                        books.clientId(),
                        central.baseUrl(),
                        central.tokenUrl(),
                        id(central, "tenantId"),
                        id(central, "environment"),
                        id(central, "companyId"),
                        central.clientId(),
                        id(crm, "organizationUrl"),
                        crm.tokenUrl(),
                        id(crm, "tenantId"),
                        crm.clientId());
    }

    private static String id(FaceDescription face, String name) {
        Map<String, List<String>> ids = face.ids();
        return ids.getOrDefault(name, List.of()).getFirst();
    }

    /// Every SKU of the seller, each with an item of the same name. Accounts and categories come with the product.
    private static List<MappingRow> items() {
        var rows = new ArrayList<MappingRow>();
        for (var item : Catalogue.items()) {
            rows.add(row(new MappingKey(MappingKey.Kind.ITEM, item.sku()), item.sku(), item.title()));
        }
        return rows;
    }

    /// What stands behind lines that are no product. A product's number is its item's; one of them is taxed.
    private static List<MappingRow> dealRows() {
        return List.of(
                row(new MappingKey(MappingKey.Kind.DEAL, "write-in"), "account:4000", "Sales"),
                row(new MappingKey(MappingKey.Kind.DEAL, "line-discount"), "account:4090", "Promotions"),
                row(new MappingKey(MappingKey.Kind.DEAL, "discount"), "account:4090", "Promotions"),
                row(new MappingKey(MappingKey.Kind.DEAL, "freight"), "account:4010", "Shipping income"),
                new MappingRow(
                        new MappingKey(MappingKey.Kind.ITEM, "KETTLE-GOOSE"),
                        null,
                        null,
                        null,
                        "KETTLE-GOOSE",
                        "",
                        "",
                        "TAXABLE",
                        0));
    }

    private static MappingRow row(MappingKey key, String value, String name) {
        @Nullable String everywhere = null;
        return new MappingRow(key, everywhere, null, null, value, name, "", "", 0);
    }

    /// Readable by its owner only, from the first moment on.
    private static void secret(Path file, String value) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, value + "\n");
    }
}
