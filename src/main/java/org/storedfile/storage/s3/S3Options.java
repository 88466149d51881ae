package org.storedfile.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.s3.crt.CrtClient;

/**
 * All options of the storage type {@code s3}, read before the SDK is needed. A server of one's own, which has an
 * {@code endpoint}, gets what most of them understand: path style, no aws-chunked bodies, MD5 for checksums.
 */
record S3Options(
        String bucket,
        Optional<String> region,
        Optional<URI> endpoint,
        boolean pathStyle,
        Optional<Keys> keys,
        ChecksumMode checksumMode,
        Checksum checksum,
        boolean chunkedEncoding,
        boolean legacyMd5,
        boolean conditionalWrites,
        boolean abortUnfinished,
        long partSize,
        long uploadMemory,
        int maxConnections,
        Duration connectTimeout,
        Duration readTimeout,
        CrtUse crt,
        long crtMemory,
        Objects objects,
        Addressing links,
        ThreadFactory threads) {
    // The CRT opens no client with less; older ones none with less than the standard, whatever the network.
    private static final long LEAST_CRT_MEMORY = 256L << 20;
    private static final long STANDARD_CRT_MEMORY = 1L << 30;

    /** Credentials, if not from the SDK's chain. */
    record Keys(String access, String secret, Optional<String> session) {
        @Override
        public String toString() {
            return "Keys[…]";
        }
    }

    /** How objects are kept. */
    record Objects(
            String prefix,
            Optional<String> acl,
            Optional<String> storageClass,
            Optional<String> encryption,
            Optional<String> kmsKey,
            Optional<String> cacheControl,
            Optional<String> inline) {}

    /** How objects are linked to. */
    record Addressing(
            Duration expiry,
            Optional<URI> publicEndpoint,
            Optional<URI> domain,
            Optional<String> cloudFrontKeyId,
            Optional<String> cloudFrontPrivateKey) {
        @Override
        public String toString() {
            return "Addressing[…]";
        }
    }

    static S3Options read(StorageOptions options) {
        Optional<URI> endpoint = address(options, "endpoint");
        boolean own = endpoint.isPresent();
        long partSize = atLeast(options, "part-size", 5L << 20, 8L << 20);
        Checksum checksum = options.choice("checksum", Checksum.class, own ? Checksum.MD5 : Checksum.CLIENT);
        return new S3Options(
                options.required("bucket"),
                options.optional("region"),
                endpoint,
                options.flag("path-style", own),
                keys(options),
                options.choice(
                        "checksum-mode",
                        ChecksumMode.class,
                        own ? ChecksumMode.WHEN_REQUIRED : ChecksumMode.WHEN_SUPPORTED),
                checksum,
                options.flag("chunked-encoding", !own),
                options.flag("legacy-md5", own),
                options.flag("conditional-writes", true),
                options.flag("abort-unfinished", true),
                partSize,
                atLeast(options, "upload-memory", partSize, UploadMemory.standard(partSize)),
                (int) atLeast(options, "max-connections", 1, 64),
                options.duration("connect-timeout", Duration.ofSeconds(5)),
                options.duration("read-timeout", Duration.ofSeconds(30)),
                crt(options, checksum),
                crtMemory(options, partSize),
                objects(options),
                addressing(options),
                options.threads());
    }

    /** Tells whether large files are to be sent by the CRT, which does not understand every server of one's own. */
    boolean wantsCrt() {
        return crt == CrtUse.ALWAYS
                || (crt == CrtUse.AUTO && endpoint.isEmpty() && checksum != Checksum.MD5 && CrtClient.isPresent());
    }

    private static CrtUse crt(StorageOptions options, Checksum checksum) {
        CrtUse crt = options.choice("crt", CrtUse.class, CrtUse.AUTO);
        if (crt == CrtUse.ALWAYS && !CrtClient.isPresent()) {
            options.fault("crt", "needs 'software.amazon.awssdk.crt:aws-crt' on the class path");
        }
        if (crt == CrtUse.ALWAYS && checksum == Checksum.MD5) {
            options.fault("crt", "cannot send the MD5 of parts: set 'checksum' to 'client' or 'crc32'");
        }
        return crt;
    }

    // The CRT takes no parts that are larger than half of it.
    private static long crtMemory(StorageOptions options, long partSize) {
        long least = Math.max(LEAST_CRT_MEMORY, 2 * partSize);
        return atLeast(options, "crt-memory", least, Math.max(STANDARD_CRT_MEMORY, 4 * partSize));
    }

    private static Optional<Keys> keys(StorageOptions options) {
        Optional<String> access = options.optional("access-key");
        Optional<String> secret = options.optional("secret-key");
        Optional<String> session = options.optional("session-token");
        requireBoth(options, "access-key", access, "secret-key", secret);
        if (session.isPresent() && access.isEmpty()) {
            options.fault("session-token", "needs 'access-key' and 'secret-key'");
        }
        return access.flatMap(id -> secret.map(key -> new Keys(id, key, session)));
    }

    private static Objects objects(StorageOptions options) {
        Optional<String> encryption = options.optional("sse");
        Optional<String> kmsKey = options.optional("kms-key");
        return new Objects(
                prefix(options),
                options.optional("acl"),
                options.optional("storage-class"),
                encryption.or(() -> kmsKey.map(key -> "aws:kms")),
                kmsKey,
                options.optional("cache-control"),
                options.optional("inline"));
    }

    private static String prefix(StorageOptions options) {
        String prefix = options.optional("prefix").orElse("");
        try {
            return new ObjectNames("bucket", prefix).prefix();
        } catch (IllegalArgumentException e) {
            options.fault("prefix", "is " + e.getMessage());
            return "";
        }
    }

    private static Addressing addressing(StorageOptions options) {
        Duration expiry = options.duration("link-expiry", Duration.ofHours(1));
        Optional<URI> domain = address(options, "custom-domain");
        Optional<String> keyId = options.optional("cloudfront-key-id");
        Optional<String> privateKey = options.optional("cloudfront-private-key");
        requireBoth(options, "cloudfront-key-id", keyId, "cloudfront-private-key", privateKey);
        requireExpiry(options, expiry, keyId.isPresent());
        if (keyId.isPresent() && domain.isEmpty()) {
            options.fault("cloudfront-key-id", "needs 'custom-domain'");
        }
        return new Addressing(expiry, address(options, "public-endpoint"), domain, keyId, privateKey);
    }

    // CloudFront, unlike S3, has no longest expiry.
    private static void requireExpiry(StorageOptions options, Duration expiry, boolean cloudFront) {
        if (expiry.toSeconds() < 1) {
            options.fault("link-expiry", "must be at least PT1S");
        } else if (!cloudFront && expiry.compareTo(Duration.ofDays(7)) > 0) {
            options.fault("link-expiry", "must be between PT1S and P7D, unless 'cloudfront-key-id' signs the links");
        }
    }

    private static void requireBoth(
            StorageOptions options, String first, Optional<String> one, String second, Optional<String> other) {
        if (one.isPresent() != other.isPresent()) {
            options.fault(one.isPresent() ? first : second, "needs '" + (one.isPresent() ? second : first) + "' too");
        }
    }

    private static long atLeast(StorageOptions options, String option, long least, long otherwise) {
        long value = options.bytes(option, otherwise);
        if (value < least) {
            options.fault(option, "must be at least " + least);
        }
        return value;
    }

    /** A host name alone is one of HTTPS. */
    private static Optional<URI> address(StorageOptions options, String option) {
        return options.optional(option).flatMap(value -> {
            try {
                URI address = new URI(value.contains("://") ? value : "https://" + value);
                if (address.getHost() != null && address.getScheme().matches("https?")) {
                    return Optional.of(address);
                }
            } catch (java.net.URISyntaxException e) {
                // Falls through to the fault below, which says all that this exception could.
            }
            options.fault(option, "must be an address such as https://s3.example.org");
            return Optional.empty();
        });
    }
}
