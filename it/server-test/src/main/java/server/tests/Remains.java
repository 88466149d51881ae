package server.tests;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page of it/transactions tells of the earlier deployments of an application. */
record Remains(Map<String, String> facts) {
    // Heap dumps show: H2's driver, which the server has, keeps the first one, by the stack trace of an exception; an
    // idle thread of the server, or a cache of the JDK's (ObjectMethods.OBJECT_EQ), one more. A leak leaves them all.
    static final int KEPT = 2;

    int remembered() {
        return Integer.parseInt(facts.get("remembered"));
    }

    /** Returns how many class loaders are still reachable. */
    int loaders() {
        return names("alive", "[\\[\\], ]+").toList().size();
    }

    /** Returns the threads of S3 clients, in all deployments. */
    int clientThreads() {
        return Integer.parseInt(facts.get("clientThreads"));
    }

    /**
     * Counts the threads of earlier deployments by their names without numbers. Not those of the server's own executor,
     * which it makes in the context of whoever needs one more, and keeps.
     */
    Map<String, Long> threads() {
        return names("threadsOfOld", ", ")
                .filter(Predicate.not(name -> name.startsWith("concurrent/__defaultManagedExecutorService")))
                .collect(Collectors.groupingBy(name -> name.replaceAll("[0-9]+", "1"), Collectors.counting()));
    }

    private Stream<String> names(String fact, String separator) {
        return Stream.of(facts.get(fact).split(separator)).filter(name -> !name.isEmpty());
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
