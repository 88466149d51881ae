package org.storedfile.persistence;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.storedfile.FileRules;
import org.storedfile.NewFile;
import org.storedfile.StoredFiles;

/** New files of one flush that the application's rules let through, and what sees to them while they are stored. */
final class CheckedFiles {
    private final FileRules.Watch watch;

    private CheckedFiles(FileRules.Watch watch) {
        this.watch = watch;
    }

    /** Asks the rules about the entities of these files; what they throw is meant for the application. */
    static CheckedFiles check(StoredFiles files, List<PendingFile> pending, Map<String, ?> settings) {
        IdentityHashMap<Object, List<PendingFile>> byEntity = new IdentityHashMap<>();
        pending.forEach(file -> byEntity.computeIfAbsent(file.entity(), any -> new ArrayList<>())
                .add(file));
        List<FileRules.Row> rows =
                byEntity.values().stream().map(CheckedFiles::row).toList();
        return new CheckedFiles(files.rules().check(rows, settings));
    }

    /** Returns the file as it is to be stored, with content that breaks off if it breaks a rule. */
    NewFile watched(PendingFile pending, NewFile file) {
        return watch.watched(pending.file(), file);
    }

    /** Asks the rules once more about a file whose name was corrected. */
    void named(PendingFile pending, NewFile before, NewFile now) {
        if (!now.name().equals(before.name())) {
            watch.renamed(pending.file(), now.name());
        }
    }

    /** Returns what the application sees of a failed upload. */
    RuntimeException explained(RuntimeException failure) {
        return watch.explained(failure);
    }

    private static FileRules.Row row(List<PendingFile> files) {
        PendingFile any = files.get(0);
        // Nearly always.
        if (files.size() == 1 && any.attribute().siblings().isEmpty()) {
            return new FileRules.Row(
                    any.entity(), any.isInsert(), Set.of(any.attribute().path()), Set.of());
        }
        return new FileRules.Row(
                any.entity(),
                any.isInsert(),
                files.stream().map(file -> file.attribute().path()).collect(Collectors.toSet()),
                files.stream().flatMap(CheckedFiles::siblings).collect(Collectors.toSet()));
    }

    private static Stream<String> siblings(PendingFile file) {
        String path = file.attribute().path();
        String parent = path.substring(0, path.lastIndexOf('.') + 1);
        return file.attribute().siblings().values().stream().map(name -> parent + name);
    }
}
