package gallery.web;

import gallery.Item;
import java.util.Optional;
import org.storedfile.StoredFiles;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;

/**
 * Where a browser gets an item's file: by the storage's link, if it makes one that has the file's name and type, so that
 * no page looks the item up again; else from {@link ItemServlet}.
 *
 * @param base the address of the item
 */
record FileAddress(String base, Item item) {
    /** Returns where it is shown. */
    String shown() {
        LinkOptions options =
                new LinkOptions(Optional.empty(), false, Optional.of(item.fileName()), Optional.of(item.contentType()));
        return link(options).orElse(base + "/file?v=" + item.version());
    }

    /** Returns where it is saved under its name. */
    String saved() {
        return link(LinkOptions.DEFAULTS.download(item.fileName()).as(item.contentType()))
                .orElse(base + "/download");
    }

    private Optional<String> link(LinkOptions options) {
        boolean isLinked = StoredFiles.current()
                .storage(item.file().storage())
                .as(Links.class)
                .isPresent();
        try {
            return isLinked ? Optional.of(item.file().url(options).toString()) : Optional.empty();
        } catch (UnsupportedOperationException e) {
            return Optional.empty(); // an unsigned domain in front of a bucket has links, but none with a name
        }
    }
}
