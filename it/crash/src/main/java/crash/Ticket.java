package crash;

/** The number of the transaction of this thread, told as soon as the database says that it is committed. */
final class Ticket {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Ticket() {}

    /** Takes one for the transaction that this thread will commit next. */
    static void take(String worker, long number) {
        CURRENT.set(worker + " " + number);
    }

    /** Gives it back, unless it is told: the transaction has ended. */
    static void drop() {
        CURRENT.remove();
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
