package org.storedfile.persistence.suite.run;

import java.util.function.Supplier;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A database's part in a JTA transaction, which answers the commit as a fault wants it. */
// No proxy, because those are Serializable, and Narayana would write it to its log if there are two.
final class AnsweringResource implements XAResource {
    private final XAResource database;
    private final Supplier<CommitFault> fault;

    AnsweringResource(XAResource database, Supplier<CommitFault> fault) {
        this.database = database;
        this.fault = fault;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        if (fault.get() != CommitFault.INSTEAD) {
            database.commit(xid, onePhase);
        }
        if (fault.get() != CommitFault.NONE) {
            throw new XAException(XAException.XAER_RMFAIL);
        }
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        database.end(xid, flags);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        database.forget(xid);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return database.getTransactionTimeout();
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return other instanceof AnsweringResource answering
                ? database.isSameRM(answering.database)
                : database.isSameRM(other);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return database.prepare(xid);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return database.recover(flag);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        database.rollback(xid);
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return database.setTransactionTimeout(seconds);
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        database.start(xid, flags);
    }
}
