package org.tieout.ingest.amazon.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tieout.accounting.source.SettlementHeader;

/// What a settlement says, as one hash that does not depend on the order of its rows.
///
/// Each amount becomes 128 bits; these are added modulo 2¹²⁸, so order does not matter and a repeated row
/// does. The sum
/// goes with the header's facts into SHA-256. It tells a changed reissue from the same content; it is no defence
/// against
/// someone who makes up rows to collide, the tie-out is.
final class ContentHash {

    private static final long[] LANE_1 = {
        0x8EBC6AF09C88C6E3L, 0x589965CC75374CC3L, 0x1D8E4E27C47D124FL, 0xEB44ACCAB455D165L, 0x9E3779B97F4A7C15L
    };
    private static final long[] LANE_2 = {
        0xC2B2AE3D27D4EB4FL, 0x165667B19E3779F9L, 0x27D4EB2F165667C5L, 0x85EBCA77C2B2AE63L, 0xFF51AFD7ED558CCDL
    };

    private long high;
    private long low;

    /// Adds one amount, given by its facts: numbers, or hashes of cells.
    void add(
            long type,
            long minor,
            long posted,
            long order,
            long adjustment,
            long shipment,
            long item,
            long sku,
            long place,
            long promotion) {
        var first = lane(LANE_1, type, minor, posted, order, adjustment, shipment, item, sku, place, promotion);
        var second = lane(LANE_2, type, minor, posted, order, adjustment, shipment, item, sku, place, promotion);
        low += first;
        high += second + (Long.compareUnsigned(low, first) < 0 ? 1 : 0);
    }

    private static long lane(
            long[] secrets, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        var hash = CellHash.fold(a ^ secrets[0], b ^ secrets[1]);
        hash = CellHash.fold(hash ^ c ^ secrets[1], d ^ secrets[2]);
        hash = CellHash.fold(hash ^ e ^ secrets[2], f ^ secrets[3]);
        hash = CellHash.fold(hash ^ g ^ secrets[3], h ^ secrets[4]);
        return CellHash.fold(hash ^ i ^ secrets[4], j ^ secrets[0]);
    }

    /// SHA-256, in hex, over the header, the count and sum of the amounts, and what was added.
    String close(SettlementHeader header, long lineCount, long lineSum) {
        var facts = String.join(
                "\n",
                "tieout settlement content 1",
                header.id().value(),
                Long.toString(header.startAt().getEpochSecond()),
                Long.toString(header.endAt().getEpochSecond()),
                Long.toString(header.depositAt().getEpochSecond()),
                header.total().currency(),
                Long.toString(header.total().minor()),
                Long.toString(lineCount),
                Long.toString(lineSum),
                Long.toHexString(high),
                Long.toHexString(low));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
