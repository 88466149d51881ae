package org.storedfile.maintenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Copies the files that rows refer to, with their variants, and lets the rows follow. */
final class CopyJudgement implements Comparison.Judgement {
    private final Storage from;
    private final Storage to;
    private final CopyOptions options;
    private final Columns columns;
    private final Run run;
    private final UnaryOperator<List<Suspicion>> again;
    private final LongAdder unchecked = new LongAdder();
    // By key, so that rows change in the same order each time.
    private final Map<String, Copied> copied = new TreeMap<>();
    // The first batch of a run that goes on is the one in which the other was killed.
    private volatile boolean isRepeated;

    /** A file whose objects are in the target. */
    private record Copied(FileLocation file, List<Key> added, long bytes) {}

    /**
     * Creates one.
     *
     * @param again asks journal and rows, and returns those that nobody refers to
     */
    CopyJudgement(
            Storage from,
            Storage to,
            CopyOptions options,
            Columns columns,
            Run run,
            UnaryOperator<List<Suspicion>> again) {
        this.from = from;
        this.to = to;
        this.options = options;
        this.columns = columns;
        this.run = run;
        this.again = again;
        this.isRepeated = run.folder().isResumed();
    }

    @Override
    public List<Suspicion> suspect(Group group) {
        if (group.rows().isEmpty()) {
            return List.of();
        }
        List<Key> added = new ArrayList<>();
        try {
            return copy(group, added);
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: whatever a client throws for one object, the others are still copied.
            return List.of(suspicion(Problem.NOT_COPIED, group, e.getMessage()));
        }
    }

    @Override
    public boolean confirmed(List<Suspicion> failures) throws IOException {
        Map<FileLocation, String> refused = new LinkedHashMap<>();
        List<FileLocation> ready = copied.values().stream().map(Copied::file).toList();
        if (!ready.isEmpty()) {
            run.tally().moved(new RowMove(columns, options.to()).move(ready, refused));
            settle();
        }
        copied.clear();
        run.tally().unchecked(unchecked.sumThenReset());
        isRepeated = false;
        failures.forEach(failure -> run.found(failure.finding()));
        refused.forEach((file, reason) -> run.found(
                new Finding(Problem.NOT_COPIED, file.storage(), file.key().value(), "", -1, reason)));
        return true;
    }

    @Override
    public int threads() {
        return options.threads();
    }

    private List<Suspicion> copy(Group group, List<Key> added) throws IOException {
        Set<Key> keys = group.objects().stream().map(Sighting::actualKey).collect(Collectors.toSet());
        keys.add(group.location().key());
        long bytes = 0;
        for (Key key : keys) {
            Optional<StoredObject> source = from.find(key);
            if (source.isEmpty() && key.equals(group.location().key())) {
                return group.isNeeded()
                        ? List.of(suspicion(Problem.MISSING, group, "there is no such object"))
                        : List.of();
            }
            if (source.isPresent()) {
                ObjectCopy.Done done = new ObjectCopy(from, to, options.checksums(), isRepeated).copy(source.get());
                if (!done.isChecked()) {
                    unchecked.increment();
                }
                if (done.isNew()) {
                    added.add(key);
                    bytes += done.size();
                }
                Sighting wrong = key.equals(group.location().key()) ? contradicting(group, done) : null;
                if (wrong != null) {
                    to.delete(added);
                    return List.of(suspicion(
                            Problem.WRONG_CHECKSUM, group, "its bytes are not those of " + wrong.attribute()));
                }
            }
        }
        synchronized (copied) {
            copied.put(group.location().key().value(), new Copied(group.location(), added, bytes));
        }
        return List.of();
    }

    private static @Nullable Sighting contradicting(Group group, ObjectCopy.Done done) {
        return group.rows().stream()
                .filter(row -> (row.size() >= 0 && row.size() != done.size())
                        || !(row.checksum().isEmpty() || row.checksum().equalsIgnoreCase(done.checksum())))
                .findFirst()
                .orElse(null);
    }

    // Rows that gave the file up while it was copied leave a copy that nobody refers to.
    private void settle() throws IOException {
        Map<FileLocation, Copied> moved = copied.values().stream()
                .collect(Collectors.toMap(
                        one -> new FileLocation(options.to(), one.file().key()), one -> one));
        Set<FileLocation> referred = columns.referred(moved.keySet());
        List<Suspicion> unreferred = moved.entrySet().stream()
                .filter(one -> !referred.contains(one.getKey()))
                .flatMap(one -> one.getValue().added().stream().map(key -> unreferred(one.getKey(), key)))
                .toList();
        Set<Key> removed = removed(unreferred);
        for (Copied one : moved.values()) {
            if (!removed.containsAll(one.added())) {
                run.tally().copied(one.added().size());
                run.tally().bytes(one.bytes());
            }
        }
    }

    // Twice: a file that goes from one column to another, or from a row to the journal, just while both are asked is in
    // neither answer. What is still not sure stays for sweep.
    private Set<Key> removed(List<Suspicion> unreferred) throws IOException {
        if (unreferred.isEmpty()) {
            return Set.of();
        }
        Set<Key> sure = again.apply(again.apply(unreferred)).stream()
                .map(copy -> Key.of(copy.key()))
                .collect(Collectors.toSet());
        to.delete(sure);
        return sure;
    }

    private static Suspicion unreferred(FileLocation place, Key key) {
        return new Suspicion(Problem.ORPHAN, place, key.value(), "", -1, "");
    }

    private static Suspicion suspicion(Problem problem, Group group, @Nullable String detail) {
        return new Suspicion(
                problem,
                group.location(),
                group.location().key().value(),
                group.rows().get(0).attribute(),
                -1,
                detail == null ? "it could not be copied" : detail);
    }
}
