package org.storedfile.storage.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/**
 * The type {@code filesystem}: a {@link FileSystemStorage}. Options:
 *
 * <ul>
 *   <li>{@code location}: the folder; required.
 *   <li>{@code base-url}: where the files are served, such as {@code https://example.org/files}, or just its path, such
 *       as {@code /gallery/files}, for links that pages of the same site can use whatever its host and port are; without
 *       it there are no links. Links open nothing below another address, and nothing of a storage with another name,
 *       even if the secret is the same.
 *   <li>{@code secret}: at least 32 bytes that sign links, the same on all nodes; without it one is made per process.
 *   <li>{@code old-secrets}: secrets that signed earlier links, parted by commas; they need a {@code secret}.
 *   <li>{@code link-expiry}: how long links live, such as {@code PT1H}, the default.
 *   <li>{@code file-mode}, {@code directory-mode}: permissions such as {@code 640}; without them the umask decides.
 *   <li>{@code durability}: what has reached the disk when a write returns, a {@link Durability}: {@code full}, the
 *       default, {@code bytes} or {@code none}.
 * </ul>
 */
public final class FileSystemType implements StorageType {
    private static final System.Logger LOG = System.getLogger(FileSystemType.class.getName());
    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public Factory configure(StorageOptions options) {
        Optional<Path> location = location(options);
        Optional<Set<PosixFilePermission>> fileMode = mode(options, "file-mode");
        Optional<Set<PosixFilePermission>> directoryMode = mode(options, "directory-mode");
        Durability durability = options.choice("durability", Durability.class, Durability.FULL);
        Optional<URI> base = base(options);
        List<byte[]> secrets = secrets(options);
        Duration expiry = options.duration("link-expiry", Duration.ofHours(1));
        if (expiry.toSeconds() < 1) {
            options.fault("link-expiry", "must be at least one second");
        }
        return () -> {
            FileSystemStorageBuilder builder =
                    FileSystemStorage.builder(location.orElseThrow()).durability(durability);
            fileMode.ifPresent(builder::fileMode);
            directoryMode.ifPresent(builder::directoryMode);
            base.ifPresent(url -> builder.links(url, signer(scope(options.storage(), url), secrets, expiry)));
            return builder.build();
        };
    }

    private static Optional<Path> location(StorageOptions options) {
        String location = options.required("location");
        try {
            return location.isEmpty() ? Optional.empty() : Optional.of(Path.of(location));
        } catch (InvalidPathException e) {
            options.fault("location", "is no path of this file system");
            return Optional.empty();
        }
    }

    private static Optional<Set<PosixFilePermission>> mode(StorageOptions options, String option) {
        try {
            return options.optional(option).map(Modes::parse);
        } catch (IllegalArgumentException e) {
            options.fault(option, "must be a mode such as 640 or rw-r-----");
            return Optional.empty();
        }
    }

    private static Optional<URI> base(StorageOptions options) {
        Optional<String> url = options.optional("base-url");
        Optional<URI> base = url.flatMap(FileSystemType::address);
        if (url.isPresent() && base.isEmpty()) {
            options.fault(
                    "base-url",
                    "must be an http or https address without query, such as https://example.org/files, or its path,"
                            + " such as /files");
        }
        return base;
    }

    private static Optional<URI> address(String url) {
        try {
            URI base = URI.create(url);
            boolean isPlain = base.getRawQuery() == null && base.getRawFragment() == null;
            return isPlain && (isWhole(base) || isPath(url)) ? Optional.of(base) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the caller records the fault
        }
    }

    private static boolean isWhole(URI base) {
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        return http && base.getHost() != null;
    }

    // After two slashes comes a host.
    private static boolean isPath(String url) {
        return url.startsWith("/") && !url.startsWith("//");
    }

    private static List<byte[]> secrets(StorageOptions options) {
        List<byte[]> secrets = new java.util.ArrayList<>();
        options.optional("secret").ifPresent(secret -> add(secrets, options, "secret", secret));
        Optional<String> old = options.optional("old-secrets");
        if (old.isPresent() && secrets.isEmpty()) {
            // Otherwise the first of them would sign new links.
            options.fault("old-secrets", "needs 'secret'");
        }
        old.ifPresent(all -> Arrays.stream(all.split(",", -1))
                .forEach(secret -> add(secrets, options, "old-secrets", secret.strip())));
        return secrets;
    }

    private static void add(List<byte[]> secrets, StorageOptions options, String option, String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        if (bytes.length < LinkSigner.MIN_SECRET_BYTES) {
            options.fault(option, "must have at least " + LinkSigner.MIN_SECRET_BYTES + " bytes");
        }
        secrets.add(bytes);
    }

    private static LinkSigner signer(String scope, List<byte[]> secrets, Duration expiry) {
        LinkSigner.Builder signer = LinkSigner.with(secrets.isEmpty() ? ofThisProcess() : secrets.get(0));
        secrets.stream().skip(1).forEach(signer::alsoAccepts);
        return signer.scope(scope).expiry(expiry).build();
    }

    // Storages may share an address, and a key may be in each. No name has a colon.
    private static String scope(String storage, URI base) {
        return storage + ":" + place(base);
    }

    /** Returns the address without what does not tell places apart, so that all nodes that mean the same agree. */
    private static String place(URI base) {
        String path = TRAILING_SLASHES.matcher(base.normalize().getRawPath()).replaceAll("");
        return base.isAbsolute() ? server(base) + path : path;
    }

    private static String server(URI base) {
        String scheme = base.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = base.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = base.getPort() < 0 || usual ? "" : ":" + base.getPort();
        return scheme + "://" + base.getHost().toLowerCase(Locale.ROOT) + port;
    }

    private static byte[] ofThisProcess() {
        LOG.log(
                Level.WARNING,
                "no 'secret' is set for links to files: one was made for this process, so links die at restart and"
                        + " do not work on other nodes");
        return ProcessSecret.BYTES.clone();
    }

    /** Made on first use, the same for all storages, so that links outlive a restart of the application in a server. */
    private static final class ProcessSecret {
        static final byte[] BYTES = new byte[LinkSigner.MIN_SECRET_BYTES];

        static {
            new SecureRandom().nextBytes(BYTES);
        }
    }
}
