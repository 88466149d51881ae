package gallery.web;

import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.storedfile.StagedUpload.Ticket;

/**
 * The files that a session's browser was allowed to send straight to the storage, and that no form has added yet: the
 * newest of them, so that forms that never come fill no session. Thread safe.
 */
final class DirectTickets implements Serializable {
    /** The most that a session has, and so the most that a form names. */
    static final int MOST = 100;

    private static final String NAME = "direct";

    @Serial
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, Ticket> tickets = new LinkedHashMap<>();

    private DirectTickets() {}

    static DirectTickets of(HttpSession session) {
        synchronized (DirectTickets.class) {
            if (session.getAttribute(NAME) == null) {
                session.setAttribute(NAME, new DirectTickets());
            }
            return (DirectTickets) session.getAttribute(NAME);
        }
    }

    /** Returns what a form names it by. */
    synchronized String put(Ticket ticket) {
        String id = UUID.randomUUID().toString();
        tickets.put(id, ticket);
        forgetOldest();
        return id;
    }

    /** Takes all of these out, so that no other form adds them; or none, if one is not there or is named twice. */
    synchronized Optional<Map<String, Ticket>> take(List<String> ids) {
        Map<String, Ticket> taken = new LinkedHashMap<>();
        ids.stream().filter(tickets::containsKey).forEach(id -> taken.put(id, tickets.get(id)));
        if (taken.size() < ids.size()) {
            return Optional.empty();
        }
        ids.forEach(tickets::remove);
        return Optional.of(taken);
    }

    /** Undoes {@link #take}. */
    synchronized void putBack(Map<String, Ticket> taken) {
        tickets.putAll(taken);
        forgetOldest();
    }

    private void forgetOldest() {
        List<String> ids = List.copyOf(tickets.keySet());
        ids.subList(0, Math.max(0, ids.size() - MOST)).forEach(tickets::remove);
    }
}
