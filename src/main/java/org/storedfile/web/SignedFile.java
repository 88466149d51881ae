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
 * @param signers who found the link good, one for each source
 */
record SignedFile(Optional<LinkCheck.Valid> link, List<Source> sources, List<LinkSigner> signers, boolean isExpired) {
    static SignedFile check(StoredFiles files, String path, String query) {
        Optional<LinkCheck.Valid> link = Optional.empty();
        List<Source> sources = new ArrayList<>();
        List<LinkSigner> signers = new ArrayList<>();
        boolean expired = false;
        for (String name : new TreeSet<>(files.storageNames())) {
            Storage storage = files.storage(name);
            Optional<LinkSigner> signer = storage.as(LinkSigner.class);
            Optional<LinkCheck> check = signer.map(one -> one.check(path, query));
            if (check.orElse(null) instanceof LinkCheck.Valid valid) {
                link = Optional.of(valid);
                sources.add(new Source(storage, valid.key(), files.contentTypes()));
                signers.add(signer.orElseThrow());
            }
            expired |= check.orElse(null) instanceof LinkCheck.Expired;
        }
        return new SignedFile(link, sources, signers, expired && sources.isEmpty());
    }

    /** Tells whether the storages still have these signers: they may have other secrets now, or be those of a request. */
    boolean isSignedStill() {
        for (int i = 0; i < signers.size(); i++) {
            Optional<LinkSigner> now = sources.get(i).storage().as(LinkSigner.class);
            if (!now.equals(Optional.of(signers.get(i)))) {
                return false;
            }
        }
        return true;
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
