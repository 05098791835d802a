package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.deal.DealId;
import org.tieout.accounting.deal.Party;
import org.tieout.accounting.deal.SalesRecord;
import org.tieout.accounting.deal.SalesRecord.Buyer;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.event.CrmRecord;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.schemas.Keys;

/// The records of a CRM, the newest of each. [DealIndex] knows which of them are of one deal.
final class DealRecords {

    private static final String WAITS = "waits";
    private static final String NUMBER = "number";

    private final Stores stores;
    private final DealIndex index;
    private final StringSerializer strings = new StringSerializer();

    DealRecords(Stores stores, DealIndex index) {
        this.stores = stores;
        this.index = index;
    }

    /// Who buys, as far as the CRM told.
    sealed interface Buying {
        /// This one.
        record Known(Party party) implements Buying {}

        /// A record that did not come yet.
        record Awaited(String kind, String id) implements Buying {}

        /// The deal names nobody.
        record Nobody() implements Buying {}
    }

    /// Takes a version. Returns the deals that are to be planned, its own last, when it says something new; a
    /// version that is older than the known one, or says the same, does not.
    List<DealId> take(SalesDocumentVersion version) {
        if (version.getKind() == SalesDocumentKind.UNKNOWN) {
            return List.of();
        }
        var key = Keys.of(version.getConnection(), version.getKind().name(), version.getId());
        var known = stores.salesDocuments.get(key);
        var deleted = version.getStage() == SalesDocumentStage.DELETED;
        if (known != null && !deleted && isOlder(version, known)) {
            return List.of();
        }
        var kept = known == null || version.getRowVersion() >= known.getRowVersion()
                ? version
                : SalesDocumentVersion.newBuilder(version)
                        .setRowVersion(known.getRowVersion())
                        .build();
        stores.salesDocuments.put(key, kept);
        var same = known != null
                && known.getContentHash().equals(version.getContentHash())
                && known.getStage() == version.getStage();
        return same ? List.of() : index.join(version.getConnection(), DealConvert.record(kept));
    }

    /// What was deleted comes back only with a later version.
    private static boolean isOlder(SalesDocumentVersion version, SalesDocumentVersion known) {
        return known.getStage() == SalesDocumentStage.DELETED
                ? version.getRowVersion() <= known.getRowVersion()
                : version.getRowVersion() < known.getRowVersion();
    }

    /// The records of a deal as they are now.
    List<SalesRecord> of(String connection, DealId deal) {
        return index.records(connection, deal);
    }

    /// Every deal of a connection.
    List<DealId> deals(String connection) {
        return index.deals(connection);
    }

    /// True when the record is there, and was not deleted.
    boolean isThere(String connection, Table table, String id) {
        var version = stores.salesDocuments.get(Keys.of(connection, table.name(), id));
        return version != null && version.getStage() != SalesDocumentStage.DELETED;
    }

    /// Takes an account, a contact or another record of master data. Returns false when it says nothing new.
    boolean take(CrmRecord read) {
        var key = Keys.of(read.getConnection(), read.getKind(), read.getId());
        var known = stores.crmRecords.get(key);
        if (known != null && read.getRowVersion() <= known.getRowVersion()) {
            return false;
        }
        stores.crmRecords.put(key, read);
        return true;
    }

    /// Has a held deal planned again when that account or contact comes, or changes.
    void watch(String flow, String kind, String id, DealId deal) {
        stores.dealIndex.put(Keys.of(WAITS, flow, kind, id, deal.value()), "");
    }

    /// The held deals that an account or contact may free, each once.
    List<DealId> watching(String flow, String kind, String id) {
        var keys = new ArrayList<String>();
        try (var scan = stores.dealIndex.prefixScan(Keys.prefix(WAITS, flow, kind, id), strings)) {
            scan.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(stores.dealIndex::delete);
        return keys.stream().map(key -> new DealId(Keys.parts(key)[4])).toList();
    }

    /// True when another account's or contact's customer has that number in a flow.
    boolean isTaken(String flow, String number, DealId by) {
        var owner = stores.dealIndex.get(Keys.of(NUMBER, flow, number));
        return owner != null && !owner.equals(by.value());
    }

    /// Gives a number to the first that takes it.
    void number(String flow, String number, DealId by) {
        var key = Keys.of(NUMBER, flow, number);
        if (stores.dealIndex.get(key) == null) {
            stores.dealIndex.put(key, by.value());
        }
    }

    /// A record that was deleted in the CRM.
    void forget(String key) {
        stores.crmRecords.delete(key);
    }

    /// Who is the customer: the account, or the contact's account, or the contact itself when it has none.
    Buying buying(String connection, Optional<Buyer> buyer) {
        if (buyer.isEmpty()) {
            return new Buying.Nobody();
        }
        var read = crm(connection, buyer.get().kind(), buyer.get().id());
        if (read == null) {
            return new Buying.Awaited(buyer.get().kind(), buyer.get().id());
        }
        var contact = read.getContact();
        var parent = contact == null ? Optional.<String>empty() : DealConvert.given(contact.getParentAccountId());
        var payer = parent.isPresent() ? crm(connection, Party.ACCOUNT, parent.get()) : read;
        if (payer == null) {
            return new Buying.Awaited(Party.ACCOUNT, parent.orElseThrow());
        }
        return DealConvert.party(payer).<Buying>map(Buying.Known::new).orElseGet(Buying.Nobody::new);
    }

    private @org.jspecify.annotations.Nullable CrmRecord crm(String connection, String kind, String id) {
        return stores.crmRecords.get(Keys.of(connection, kind, id));
    }
}
