package org.storedfile.validation;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Counts what is read, and reads at most one byte more than a limit allows. */
final class WatchedInputStream extends InputStream {
    private final InputStream in;
    private final SizeLimit limit;
    private final Consumer<Measure> report;
    private long count;

    WatchedInputStream(InputStream in, SizeLimit limit, Consumer<Measure> report) {
        this.in = in;
        this.limit = limit;
        this.report = report;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        long most = Math.max(limit.max().bytes() - count, 0);
        int read = in.read(bytes, offset, most < wanted ? (int) most + 1 : wanted);
        count += Math.max(read, 0);
        if (limit.isTooLarge(count)) {
            throw broken(new Measure(count, true), "more than " + limit.max());
        }
        if (read < 0 && limit.isTooSmall(count)) {
            throw broken(new Measure(count, false), "less than " + limit.min());
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private IOException broken(Measure size, String fault) {
        report.accept(size);
        return new IOException("it has " + fault);
    }
}
