package crash;

import java.util.ArrayList;
import java.util.List;
import org.storedfile.FileRef;

/** The number of the transaction of this thread, told as soon as the database says that it is committed. */
final class Ticket {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<List<FileRef>> FILES = ThreadLocal.withInitial(ArrayList::new);

    private Ticket() {}

    /** Takes one for the transaction that this thread will commit next. */
    static void take(String worker, long number) {
        CURRENT.set(worker + " " + number);
    }

    /** Gives it back, unless it is told: the transaction has ended. */
    static void drop() {
        CURRENT.remove();
        FILES.remove();
    }

    /** Notes a new file of the transaction of this thread. */
    static FileRef with(FileRef file) {
        FILES.get().add(file);
        return file;
    }

    /** Returns the keys of those of its new files that are stored. */
    static List<String> keys() {
        return FILES.get().stream().filter(FileRef::isStored).map(FileRef::key).toList();
    }

    /** Tells that it is committed, before anything is done that relies on it. */
    static void committed() {
        String ticket = CURRENT.get();
        if (ticket != null) {
            CURRENT.remove();
            Node.tell("committed " + ticket);
        }
    }
}
