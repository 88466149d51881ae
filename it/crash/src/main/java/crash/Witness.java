package crash;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A second resource, which has nothing to do but is asked, so that the database has to prepare. */
final class Witness implements XAResource {
    @Override
    public int prepare(Xid id) {
        return XA_OK;
    }

    @Override
    public void commit(Xid id, boolean isOnePhase) {}

    @Override
    public void rollback(Xid id) {}

    @Override
    public void start(Xid id, int flags) {}

    @Override
    public void end(Xid id, int flags) {}

    @Override
    public void forget(Xid id) {}

    @Override
    public Xid[] recover(int flags) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
