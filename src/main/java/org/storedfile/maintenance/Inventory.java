package org.storedfile.maintenance;

import static org.storedfile.maintenance.Progress.Step.JOURNAL;
import static org.storedfile.maintenance.Progress.Step.OBJECTS;
import static org.storedfile.maintenance.Progress.Step.ROWS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.storedfile.FileLocation;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.Sighting.Kind;
import org.storedfile.persistence.FileColumn;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;

/**
 * Writes down all that is seen: objects first, then the journal, then rows. In this order, because a file that is being
 * stored goes the other way: it is in the journal before it is an object, and in a row before it leaves the journal.
 */
final class Inventory {
    private final StoredFiles files;
    private final Columns columns;
    private final KeysAtRisk journal;
    private final Function<Key, Optional<Key>> originals;
    private final Set<String> storages;
    private final Run run;

    Inventory(
            StoredFiles files,
            Columns columns,
            KeysAtRisk journal,
            Function<Key, Optional<Key>> originals,
            Set<String> storages,
            Run run) {
        this.files = files;
        this.columns = columns;
        this.journal = journal;
        this.originals = originals;
        this.storages = storages;
        this.run = run;
    }

    /** Takes it, but for the steps that a run before this one had done. */
    void take() throws IOException {
        step(OBJECTS, this::objects);
        step(JOURNAL, this::journal);
        step(ROWS, this::rows);
    }

    private interface Filling {
        long fill(Sorter sorter) throws IOException;
    }

    private void step(Progress.Step step, Filling filling) throws IOException {
        if (!run.folder().isDone(step.name())) {
            Sorter sorter = new Sorter(run.folder(), step.name());
            long count = filling.fill(sorter);
            sorter.spill();
            run.folder().done(step.name());
            run.ended(step, count);
        }
    }

    private long objects(Sorter sorter) throws IOException {
        long count = 0;
        for (String storage : storages) {
            try (Stream<StoredObject> listed = files.storage(storage).list("")) {
                for (Iterator<StoredObject> objects = listed.iterator(); objects.hasNext(); ) {
                    sorter.add(sighting(storage, objects.next()));
                    run.progress(OBJECTS, ++count, OptionalLong.empty());
                }
            }
        }
        run.tally().objects(count);
        return count;
    }

    private Sighting sighting(String storage, StoredObject object) {
        String actual = object.key().value();
        Optional<Key> original = originals.apply(object.key());
        return Sighting.of(
                storage,
                original.map(Key::value).orElse(actual),
                original.isPresent() ? Kind.VARIANT : Kind.OBJECT,
                actual,
                object.size(),
                object.lastModified().toEpochMilli(),
                object.checksum().orElse(""),
                "");
    }

    private long journal(Sorter sorter) throws IOException {
        long[] count = {0};
        journal.each(location -> {
            if (storages.contains(location.storage())) {
                add(sorter, Sighting.journal(location.storage(), location.key()));
                run.progress(JOURNAL, ++count[0], OptionalLong.empty());
            }
        });
        return count[0];
    }

    private long rows(Sorter sorter) throws IOException {
        long[] count = {0};
        columns.readAll((column, value, size, checksum, isFormer) -> {
            location(column, value)
                    .filter(location -> storages.contains(location.storage()))
                    .ifPresent(location -> {
                        Kind kind = isFormer ? Kind.FORMER : Kind.ROW;
                        add(sorter, Sighting.row(kind, location, size, checksum, column.attribute()));
                        run.progress(ROWS, ++count[0], OptionalLong.empty());
                    });
        });
        run.tally().rows(count[0]);
        return count[0];
    }

    private Optional<FileLocation> location(FileColumn column, String value) {
        try {
            Optional<FileLocation> location = column.location(value);
            location.map(FileLocation::storage)
                    .filter(name -> !files.storageNames().contains(name))
                    .ifPresent(name -> run.found(new Finding(
                            Problem.UNKNOWN_STORAGE,
                            name,
                            value,
                            column.attribute(),
                            -1,
                            "there is no storage '" + name + "'; there are " + files.storageNames())));
            return location;
        } catch (IllegalArgumentException e) {
            run.found(new Finding(
                    Problem.INVALID_VALUE, "", value, column.attribute(), -1, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static void add(Sorter sorter, Sighting sighting) {
        try {
            sorter.add(sighting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
