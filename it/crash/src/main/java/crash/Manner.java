package crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a node works.
 *
 * @param isPatient whether what rows give up stays for a while
 */
record Manner(Provider provider, Transactions transactions, Isolation isolation, boolean isPatient) {
    /** Who makes SQL of entities. */
    enum Provider {
        HIBERNATE,
        ECLIPSELINK
    }

    /** Who begins and ends transactions. */
    enum Transactions {
        /** The entity manager. */
        LOCAL,
        /** The transaction manager, which has nobody to ask but the database. */
        JTA,
        /** The transaction manager, which has the database prepare first, as there is another resource. */
        JTA_TWO_PHASES
    }

    /** What transactions see of others. */
    enum Isolation {
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE
    }

    /** Reads what {@link #toString} wrote. */
    static Manner of(String text) {
        String[] words = text.split(" ");
        return new Manner(
                Provider.valueOf(words[0]),
                Transactions.valueOf(words[1]),
                Isolation.valueOf(words[2]),
                Boolean.parseBoolean(words[3]));
    }

    /** Returns each combination once; with two phases only where the database keeps what is prepared. */
    static List<Manner> all(boolean hasTwoPhases) {
        List<Manner> all = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            for (Transactions transactions : Transactions.values()) {
                if (hasTwoPhases || transactions != Transactions.JTA_TWO_PHASES) {
                    for (Isolation isolation : Isolation.values()) {
                        all.add(new Manner(provider, transactions, isolation, false));
                    }
                }
            }
        }
        return all;
    }

    Manner patient(boolean isPatient) {
        return new Manner(provider, transactions, isolation, isPatient);
    }

    boolean isJta() {
        return transactions != Transactions.LOCAL;
    }

    boolean isInTwoPhases() {
        return transactions == Transactions.JTA_TWO_PHASES;
    }

    /** Returns the persistence unit's name. */
    String unit() {
        return (provider + (isJta() ? "-jta" : "-local")).toLowerCase(Locale.ROOT);
    }

    /** Returns what the steps depend on that a node takes. */
    String kind() {
        return provider + " " + transactions;
    }

    /** Returns how it is meant, in a word or two for each part. */
    List<String> words() {
        return List.of(
                provider.name(),
                transactions.name(),
                isolation.name(),
                isPatient ? "REMOVED LATER" : "REMOVED AT ONCE");
    }

    @Override
    public String toString() {
        return provider + " " + transactions + " " + isolation + " " + isPatient;
    }
}
