package org.storedfile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFiles;
import org.storedfile.storage.LinkCheck;

/**
 * The links that were found valid last, so that one that is followed again and again, by many or by a player that asks
 * for part after part, is checked once. Only valid links get in, and count until they expire. A secret that is withdrawn
 * while these {@link StoredFiles} go on is not noticed before. Thread safe.
 */
final class KnownLinks {
    private final Recent<Link, Known> links;
    private final Clock clock;

    KnownLinks(int most, Clock clock) {
        this.links = new Recent<>(most);
        this.clock = clock;
    }

    SignedFile check(StoredFiles files, String path, String query) {
        Link link = new Link(path, query);
        Known known = links.get(link);
        if (known != null
                && known.files() == files
                && !isOver(known.signed())
                && known.signed().isSignedStill()) {
            return known.signed();
        }
        SignedFile signed = SignedFile.check(files, path, query);
        if (signed.link().isPresent()) {
            links.put(link, new Known(files, signed));
        }
        return signed;
    }

    /** Knows none any more, and so keeps no {@link StoredFiles}. */
    void forget() {
        links.clear();
    }

    private boolean isOver(SignedFile signed) {
        return !signed.link()
                .map(LinkCheck.Valid::expires)
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    /** Who found the link valid: others may have other secrets. */
    private record Known(StoredFiles files, SignedFile signed) {}

    /** The text of a link. Time does not tell how much of it is that of a valid one. */
    private record Link(String path, String query) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Link link
                    && MessageDigest.isEqual(path.getBytes(UTF_8), link.path.getBytes(UTF_8))
                    && MessageDigest.isEqual(query.getBytes(UTF_8), link.query.getBytes(UTF_8));
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + query.hashCode();
        }
    }
}
