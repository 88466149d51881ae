package org.storedfile.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.storedfile.StoredFiles;
import org.storedfile.storage.LinkCheck;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Storage;

/**
 * What the storages say of a link. Those whose signers have the same secret and scope, as two views of one storage, all
 * accept each other's links; then the first that has the object serves it. Configured ones never do.
 *
 * @param sources where the object may lie, none if the link is no good
 */
record SignedFile(Optional<LinkCheck.Valid> link, List<Source> sources, boolean isExpired) {
    static SignedFile check(StoredFiles files, String path, String query) {
        Optional<LinkCheck.Valid> link = Optional.empty();
        List<Source> sources = new ArrayList<>();
        boolean expired = false;
        for (String name : new TreeSet<>(files.storageNames())) {
            Storage storage = files.storage(name);
            Optional<LinkCheck> check = storage.as(LinkSigner.class).map(signer -> signer.check(path, query));
            if (check.orElse(null) instanceof LinkCheck.Valid valid) {
                link = Optional.of(valid);
                sources.add(new Source(storage, valid.key(), files.contentTypes()));
            }
            expired |= check.orElse(null) instanceof LinkCheck.Expired;
        }
        return new SignedFile(link, sources, expired && sources.isEmpty());
    }

    /** Returns where the object lies; the last place to look if it lies nowhere. */
    Source source() throws IOException {
        for (Source source : sources.subList(0, sources.size() - 1)) {
            if (source.find().isPresent()) {
                return source;
            }
        }
        return sources.get(sources.size() - 1);
    }
}
