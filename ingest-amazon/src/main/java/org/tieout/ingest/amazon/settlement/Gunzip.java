package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses gzip (RFC 1952) and refuses everything that is not one or more whole members.
///
/// The JDK's own stream ignores a damaged second member and does not say where a first one broke off.
final class Gunzip extends InputStream {

    private static final long RATIO_JUDGED_AFTER = 16L << 20;
    private static final String DOWNLOAD_AGAIN = "Download the report again";

    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream in;
    private final String file;
    private final ReadLimits limits;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] compressed = new byte[1 << 16];
    private final byte[] single = new byte[1];
    private int position;
    private int limit;
    private long consumedBefore;
    private long produced;
    private long memberProduced;
    private boolean ended;

    /// @throws UnreadableReport if the stream does not begin with a whole gzip header
    Gunzip(InputStream in, String file, ReadLimits limits) throws IOException {
        this.in = in;
        this.file = file;
        this.limits = limits;
        header();
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                var count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    account(target, offset, count);
                    return count;
                }
                if (inflater.finished()) {
                    position = limit - inflater.getRemaining();
                    endOfMember();
                } else if (inflater.needsDictionary()) {
                    throw damaged("asks for a preset dictionary");
                } else {
                    feed();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw damaged("is damaged (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private void account(byte[] target, int offset, int count) throws UnreadableReport {
        checksum.update(target, offset, count);
        produced += count;
        memberProduced += count;
        if (produced > RATIO_JUDGED_AFTER && produced / limits.maxGzipRatio() > consumed()) {
            throw new UnreadableReport(
                    file,
                    "the gzip stream grows more than " + limits.maxGzipRatio() + " times (" + consumed()
                            + " bytes became " + produced + ")",
                    "This is no settlement report; check where the file comes from");
        }
    }

    private long consumed() {
        return consumedBefore + limit;
    }

    private void feed() throws IOException {
        if (position == limit) {
            fill();
        }
        inflater.setInput(compressed, position, limit - position);
        position = limit;
    }

    private void endOfMember() throws IOException {
        var expectedChecksum = int32();
        var expectedLength = int32();
        if (expectedChecksum != (int) checksum.getValue() || expectedLength != (int) memberProduced) {
            throw damaged("does not match its checksum");
        }
        if (position == limit && !tryFill()) {
            ended = true;
            return;
        }
        header();
        inflater.reset();
        checksum.reset();
        memberProduced = 0;
        inflater.setInput(compressed, position, limit - position);
        position = limit;
    }

    private void header() throws IOException {
        if (next() != 0x1F || next() != 0x8B) {
            throw damaged("is followed by other bytes");
        }
        if (next() != 8) {
            throw damaged("uses an unknown compression method");
        }
        var flags = next();
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() | (next() << 8));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void skip(int count) throws IOException {
        for (var i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        var c = next();
        while (c != 0) {
            c = next();
        }
    }

    private int int32() throws IOException {
        return next() | (next() << 8) | (next() << 16) | (next() << 24);
    }

    private int next() throws IOException {
        if (position == limit) {
            fill();
        }
        return compressed[position++] & 0xFF;
    }

    private void fill() throws IOException {
        if (!tryFill()) {
            throw new UnreadableReport(
                    file,
                    "the gzip stream is cut off after " + consumed() + " bytes (" + produced
                            + " bytes of text could be read)",
                    DOWNLOAD_AGAIN);
        }
    }

    private boolean tryFill() throws IOException {
        consumedBefore += limit;
        position = 0;
        limit = 0;
        var count = in.read(compressed, 0, compressed.length);
        if (count <= 0) {
            return false;
        }
        limit = count;
        return true;
    }

    private UnreadableReport damaged(String what) {
        return new UnreadableReport(
                file, "the gzip stream " + what + " near byte " + consumed() + " of the file", DOWNLOAD_AGAIN);
    }
}
