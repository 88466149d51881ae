package gallery.web;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.storedfile.StoredFiles;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.UploadTerms;

/**
 * The other servers that a page's pictures come from and its files go to, such as S3, as a Content-Security-Policy names
 * them. They may be different ones: links lead to the domain in front of a bucket, uploads to the bucket itself.
 */
final class OtherServers {
    private static final Key ANY = Key.of("any");
    private static final UploadTerms TERMS = new UploadTerms(1, "text/plain", Optional.empty(), Duration.ofMinutes(1));

    private OtherServers() {}

    static String ofPictures() {
        StoredFiles files = StoredFiles.current();
        return policy(files.storageNames().stream()
                .map(name -> files.storage(name).as(Links.class))
                .flatMap(Optional::stream)
                .map(links -> links.url(ANY, LinkOptions.DEFAULTS)));
    }

    static String ofUploads() {
        return policy(StoredFiles.current().storage(StoredFiles.DEFAULT_STORAGE).as(DirectUploads.class).stream()
                .map(uploads -> uploads.put(ANY, TERMS).address()));
    }

    private static String policy(Stream<URI> addresses) {
        return addresses
                .filter(URI::isAbsolute)
                .map(address -> " " + address.getScheme() + "://" + address.getRawAuthority())
                .distinct()
                .collect(Collectors.joining());
    }
}
