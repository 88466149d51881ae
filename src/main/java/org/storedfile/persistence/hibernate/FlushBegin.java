package org.storedfile.persistence.hibernate;

import java.util.Objects;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;

/** Tells a transaction that stored files before that one more flush begins. */
final class FlushBegin implements FlushEventListener {
    private static final long serialVersionUID = 1;

    @Override
    public void onFlush(FlushEvent event) {
        SessionTransactions.flushBegins(Objects.requireNonNull(EventSession.of(event)));
    }
}
