package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Signs links to objects, and checks links that were signed: the one place that knows how. A link is
 * {@code base/key?expires=…&disposition=…&name=…&type=…&signature=…}; the signature is an HMAC-SHA256 over the scope and
 * all the other parts, each with its length, so that no part can be changed, moved or left out.
 *
 * <p>A link expires at the end of a window of a quarter of its life, so that asked again within the window it is the
 * same: a link for an hour lives 60 to 75 minutes. Thread safe.
 */
public final class LinkSigner {
    /** The fewest bytes that a secret may have. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final long LONGEST_LIFE = Duration.ofDays(36_500).toSeconds();

    // Equal only to themselves.
    private final List<SigningKey> secrets;
    private final String scope;
    private final Duration expiry;
    private final Clock clock;

    // What its keys lack of those in links and signatures: empty, or ends at a slash.
    private final String prefix;

    private LinkSigner(List<SigningKey> secrets, String scope, Duration expiry, Clock clock, String prefix) {
        this.secrets = secrets;
        this.scope = scope;
        this.expiry = expiry;
        this.clock = clock;
        this.prefix = prefix;
    }

    /** Returns one for the part whose keys begin with {@code folder}, which ends at a slash, seen without that. */
    LinkSigner in(String folder) {
        return new LinkSigner(secrets, scope, expiry, clock, prefix + folder);
    }

    /**
     * Returns a builder of one that signs with {@code secret}.
     *
     * @throws IllegalArgumentException if the secret has fewer than {@value #MIN_SECRET_BYTES} bytes
     */
    public static Builder with(byte[] secret) {
        return new Builder().alsoAccepts(secret);
    }

    /**
     * Returns the link to {@code key} below {@code base}, which has no query and may end in a slash. It is a whole
     * address, or an absolute path such as {@code /files}; then the link is one, too.
     *
     * @throws IllegalArgumentException if it is neither: a page would look for the file beside itself, or elsewhere
     */
    public URI url(URI base, Key key, LinkOptions options) {
        String folder = base.toASCIIString();
        if (!base.isAbsolute() && (!folder.startsWith("/") || folder.startsWith("//"))) {
            throw new IllegalArgumentException("links cannot begin with '" + base
                    + "': give a whole address such as 'https://example.org/files', or a path such as '/files'");
        }
        String slash = folder.endsWith("/") ? "" : "/";
        Key whole = prefix.isEmpty() ? key : Key.of(prefix + key);
        return URI.create(folder + slash + PercentCode.encodePath(whole.value()) + "?" + query(whole, options));
    }

    /**
     * Checks a link. Time does not tell how much of a signature is right.
     *
     * @param path the key as it stands in the link, percent-encoded, without a leading slash
     * @param query the query as it stands in the link, percent-encoded, without a question mark
     */
    public LinkCheck check(String path, String query) {
        Optional<Key> key = PercentCode.decode(path).flatMap(LinkSigner::key);
        Optional<SignedQuery> signed = SignedQuery.parse(query);
        return key.isPresent() && signed.isPresent() ? check(key.get(), signed.get()) : new LinkCheck.Forged();
    }

    private LinkCheck check(Key key, SignedQuery query) {
        if (!key.value().startsWith(prefix) || !isSigned(key, query)) {
            return new LinkCheck.Forged();
        }
        Instant expires = Instant.ofEpochSecond(query.expires());
        Key part = prefix.isEmpty() ? key : Key.of(key.value().substring(prefix.length()));
        return clock.instant().isBefore(expires)
                ? new LinkCheck.Valid(part, query.options(), expires)
                : new LinkCheck.Expired(part, expires);
    }

    /** Tells whether the other is this one, or the same part of the one that this is a part of. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinkSigner signer
                && secrets.equals(signer.secrets)
                && scope.equals(signer.scope)
                && prefix.equals(signer.prefix);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secrets, scope, prefix);
    }

    private String query(Key key, LinkOptions options) {
        SignedQuery unsigned = new SignedQuery(expires(options), options, "");
        return unsigned.text() + "&signature=" + sign(secrets.get(0), key, unsigned);
    }

    private long expires(LinkOptions options) {
        long life = Math.min(options.expiry().orElse(expiry).toSeconds(), LONGEST_LIFE);
        long window = Math.max(1, life / 4);
        // Rounded up, so that the link lives at least as long as asked for.
        return Math.floorDiv(clock.instant().getEpochSecond() + life + window - 1, window) * window;
    }

    private boolean isSigned(Key key, SignedQuery query) {
        byte[] given = query.signature().getBytes(UTF_8);
        boolean signed = false;
        for (SigningKey secret : secrets) {
            signed |= MessageDigest.isEqual(sign(secret, key, query).getBytes(US_ASCII), given);
        }
        return signed;
    }

    private String sign(SigningKey secret, Key key, SignedQuery query) {
        Mac mac = secret.mac();
        add(mac, "stored-file link 1");
        add(mac, scope);
        add(mac, key.value());
        query.fields().forEach(field -> add(mac, field));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static void add(Mac mac, String field) {
        byte[] bytes = field.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }

    private static Optional<Key> key(String value) {
        try {
            return Optional.of(Key.of(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no key, so no link of ours
        }
    }

    /** Collects settings. Not thread safe. */
    public static final class Builder {
        private final List<SigningKey> secrets = new ArrayList<>();
        private String scope = "";
        private Duration expiry = Duration.ofHours(1);
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Accepts links that were signed with {@code secret}, an older one, too.
         *
         * @throws IllegalArgumentException if the secret has fewer than {@value #MIN_SECRET_BYTES} bytes
         */
        public Builder alsoAccepts(byte[] secret) {
            if (secret.length < MIN_SECRET_BYTES) {
                throw new IllegalArgumentException("a secret of " + secret.length + " bytes: links need at least "
                        + MIN_SECRET_BYTES + ", made at random");
            }
            secrets.add(new SigningKey(secret));
            return this;
        }

        /** Sets what the links are for, so that those of one storage do not open another with the same secret. */
        public Builder scope(String name) {
            scope = name;
            return this;
        }

        /**
         * Sets how long links live that are asked for without an expiry; one hour unless set.
         *
         * @throws IllegalArgumentException if it is less than one second
         */
        public Builder expiry(Duration life) {
            expiry = LinkOptions.DEFAULTS.expiresAfter(life).expiry().orElseThrow();
            return this;
        }

        /** Sets the clock that says when a link is over; the system's unless set. */
        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        /** Builds it. */
        public LinkSigner build() {
            return new LinkSigner(List.copyOf(secrets), scope, expiry, clock, "");
        }
    }
}
