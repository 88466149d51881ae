package gallery.web;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;

/** The other servers that the storages' links lead to, such as S3, as a Content-Security-Policy names them. */
final class PictureSources {
    private PictureSources() {}

    static String policy() {
        StoredFiles files = StoredFiles.current();
        return files.storageNames().stream()
                .map(name -> files.storage(name).as(Links.class))
                .flatMap(Optional::stream)
                .map(links -> links.url(Key.of("any"), LinkOptions.DEFAULTS))
                .filter(URI::isAbsolute)
                .map(link -> " " + link.getScheme() + "://" + link.getRawAuthority())
                .distinct()
                .collect(Collectors.joining());
    }
}
