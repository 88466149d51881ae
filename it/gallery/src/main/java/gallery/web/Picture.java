package gallery.web;

import gallery.Item;
import gallery.KeptFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.storedfile.FileRef;
import org.storedfile.ImageVariant;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Links;
import org.storedfile.web.FileResponse;

/**
 * A picture in the sizes that {@link Item} declares, as an {@code <img>} names them: by the storage's links, if it makes
 * any, else by the gallery's own.
 *
 * @param own the address of the gallery's own, to which the name of the size is added
 */
record Picture(FileRef file, String own, boolean isLinked) {
    private static final Set<String> SIZES = Set.of("thumb", "card", "large");

    static Picture of(String address, Item item) {
        boolean isLinked = StoredFiles.current()
                .storage(item.file().storage())
                .as(Links.class)
                .isPresent();
        return new Picture(item.file(), address + "/picture?v=" + item.version() + "&size=", isLinked);
    }

    /** Returns one whose address tells nothing to whoever does not know the draft. */
    static Picture of(String address, KeptFile kept) {
        return new Picture(kept.file(), address + "&size=", false);
    }

    /** Returns an answer with one of the sizes. */
    static FileResponse response(FileRef file, Optional<String> name) throws IOException {
        ImageVariant size = file.variant(name.filter(SIZES::contains).orElseThrow(Refusal::missing));
        // Made now, if its declaration changed since the picture was stored.
        size.open().close();
        return FileResponse.of(StoredFiles.current().existing(file.storage(), size.key()))
                .contentType(size.contentType());
    }

    /** Returns {@code src}, {@code srcset}, {@code width} and {@code height}. */
    Html sources(String... sizes) {
        if (isLinked) {
            return new Html(file.sources(sizes).attributes());
        }
        TreeMap<Integer, ImageVariant> byWidth = new TreeMap<>();
        Arrays.stream(sizes).map(file::variant).forEach(size -> byWidth.putIfAbsent(size.width(), size));
        ImageVariant largest = byWidth.lastEntry().getValue();
        return Html.of(
                "src=\"{}\" srcset=\"{}\" width=\"{}\" height=\"{}\"",
                own + largest.name(),
                byWidth.entrySet().stream()
                        .map(size -> own + size.getValue().name() + " " + size.getKey() + "w")
                        .collect(Collectors.joining(", ")),
                largest.width(),
                largest.height());
    }
}
