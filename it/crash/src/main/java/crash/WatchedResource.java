package crash;

import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** The database's part in a JTA transaction: makes points of what the transaction manager has it do. */
record WatchedResource(XAResource database) implements XAResource {
    /** Where the branch is in doubt if the node dies, and has intents of the journal. */
    static final String PREPARED = "prepare with new files: after";

    @Override
    public int prepare(Xid id) throws XAException {
        Points.reached("prepare: before");
        int vote = database.prepare(id);
        List<String> keys = Ticket.keys();
        Points.reached("prepare: after");
        if (!keys.isEmpty()) {
            Points.reached(PREPARED, () -> Node.tell("keys " + String.join(" ", keys)));
        }
        return vote;
    }

    @Override
    public void commit(Xid id, boolean isOnePhase) throws XAException {
        String name = isOnePhase ? "commit in one phase" : "commit of what is prepared";
        Points.reached(name + ": before");
        database.commit(id, isOnePhase);
        Ticket.committed();
        Points.reached(name + ": after");
    }

    @Override
    public void rollback(Xid id) throws XAException {
        Points.reached("rollback of a branch: before");
        database.rollback(id);
        Points.reached("rollback of a branch: after");
    }

    @Override
    public void start(Xid id, int flags) throws XAException {
        database.start(id, flags);
    }

    @Override
    public void end(Xid id, int flags) throws XAException {
        database.end(id, flags);
    }

    @Override
    public void forget(Xid id) throws XAException {
        database.forget(id);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return database.recover(flags);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return other instanceof WatchedResource watched && database.isSameRM(watched.database);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return database.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return database.setTransactionTimeout(seconds);
    }
}
