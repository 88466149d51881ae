package org.storedfile.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.Xid;

/** A branch of an XA transaction that no other test has. */
record Branch(String name) implements Xid {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Branch next() {
        return new Branch("branch" + NUMBER.incrementAndGet());
    }

    @Override
    public int getFormatId() {
        return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return name.getBytes(US_ASCII);
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
