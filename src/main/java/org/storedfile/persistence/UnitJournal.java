package org.storedfile.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;
import org.storedfile.journal.Journal;
import org.storedfile.journal.JournalSource;

/**
 * The journal of a persistence unit, which lives as long as the unit and the storages do. Opened when the unit starts,
 * if the storages are known by then, or else by the first who needs it. Thread safe.
 */
public final class UnitJournal implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(UnitJournal.class.getName());

    // Those of units that started before the storages of their application.
    private static final Set<UnitJournal> WAITING = ConcurrentHashMap.newKeySet();

    private final Collection<FileAttribute> attributes;
    private final Function<JournalSettings, JournalSource> source;
    private final WeakReference<@Nullable ClassLoader> loader =
            new WeakReference<>(Thread.currentThread().getContextClassLoader());
    private @Nullable Journal open;
    private @Nullable StoredFiles files;
    private Runnable detach = () -> {};

    /**
     * Opens nothing yet.
     *
     * @param attributes all that hold files in the unit
     * @param source tells where the journal's connection comes from
     */
    public UnitJournal(Collection<FileAttribute> attributes, Function<JournalSettings, JournalSource> source) {
        this.attributes = List.copyOf(attributes);
        this.source = source;
    }

    /**
     * Opens the journal if the storages are known.
     *
     * @throws org.storedfile.StoredFileException if the journal cannot be used, or an attribute needs it and it is off
     */
    public void start() {
        if (StoredFiles.known().isEmpty()) {
            WAITING.add(this);
            LOGGER.log(Level.DEBUG, "the journal is opened when the storages are there");
        } else {
            var unused = journal();
        }
    }

    /**
     * Opens the journals of those units of this application that were started before its storages.
     *
     * @throws org.storedfile.StoredFileException if a journal cannot be used
     */
    public static void startWaiting() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        for (UnitJournal waiting : WAITING) {
            if (waiting.loader.get() == application) {
                var unused = waiting.journal();
            }
        }
    }

    /**
     * Returns the journal; empty if it is switched off.
     *
     * @throws org.storedfile.StoredFileException if the journal cannot be used, or an attribute needs it and it is off
     */
    public synchronized Optional<Journal> journal() {
        StoredFiles current = StoredFiles.current();
        if (current != files) {
            close();
            if (current.journal().isEnabled()) {
                Journal opened = Journal.open(current, source.apply(current.journal()));
                open = opened;
                Runnable detached = current.attach(this);
                Runnable expiring = current.expireLoose(opened);
                detach = () -> {
                    detached.run();
                    expiring.run();
                };
            } else if (!current.isJournalOfOthers()) {
                attributes.forEach(
                        attribute -> attribute.requireNoJournal("enable it (storedfile.journal.enabled=true)"));
            }
            files = current;
            WAITING.remove(this);
        }
        return Optional.ofNullable(open);
    }

    /** Closes the journal. */
    @Override
    public synchronized void close() {
        Journal closing = open;
        open = null;
        files = null;
        WAITING.remove(this);
        detach.run();
        if (closing != null) {
            closing.close();
        }
    }
}
