package org.storedfile.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sorts any number of sightings in bounded memory: chunks are sorted and written to files, and files are merged when
 * there are many. Not thread safe.
 */
final class Sorter {
    private static final int CHUNK_BYTES = 8 << 20;
    private static final int MOST_FILES = 64;

    private final WorkFolder folder;
    private final String step;
    private final List<Sighting> chunk = new ArrayList<>();
    // One list for each time that files were merged.
    private final List<List<Path>> levels = new ArrayList<>();
    private int weight;

    Sorter(WorkFolder folder, String step) {
        this.folder = folder;
        this.step = step;
    }

    void add(Sighting sighting) throws IOException {
        chunk.add(sighting);
        weight += sighting.weight();
        if (weight >= CHUNK_BYTES) {
            spill();
        }
    }

    void spill() throws IOException {
        if (!chunk.isEmpty()) {
            Collections.sort(chunk);
            Path file = folder.newFile(step);
            SightingFile.write(file, chunk.iterator());
            chunk.clear();
            weight = 0;
            added(file, 0);
        }
    }

    private void added(Path file, int level) throws IOException {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<Path> files = levels.get(level);
        files.add(file);
        if (files.size() == MOST_FILES) {
            Path merged = folder.newFile(step);
            try (Merge merge = new Merge(files)) {
                SightingFile.write(merged, merge);
            }
            for (Path old : files) {
                Files.delete(old);
            }
            files.clear();
            added(merged, level + 1);
        }
    }
}
