package org.storedfile.storage.s3;

import java.io.IOException;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

/**
 * The storage type {@code s3}: an {@link S3Storage} with a client of its own, which the storage closes. A server of
 * one's own is one with an {@code endpoint}; some defaults differ for it. Sizes are in bytes or have a unit, as in
 * {@link org.storedfile.storage.DataSize} ({@code 8MB}); times are ISO 8601 ({@code PT30S}). Options:
 *
 * <ul>
 *   <li>{@code bucket}: the bucket, which must exist; required.
 *   <li>{@code prefix}: the folder of the bucket that holds all objects; default none.
 *   <li>{@code region}: the region; default what the SDK finds, for a server of one's own {@code us-east-1}.
 *   <li>{@code endpoint}: the address of a server of one's own; default Amazon's.
 *   <li>{@code path-style}: {@code true} if the bucket is in the path, not in the host name; default {@code false}, for
 *       a server of one's own {@code true}.
 *   <li>{@code access-key}, {@code secret-key}: the credentials; default the SDK's chain.
 *   <li>{@code session-token}: the token of temporary credentials; default none.
 *   <li>{@code checksum}: what the server checks bytes with, a {@link Checksum}; default {@code client}, for a server of
 *       one's own {@code md5}.
 *   <li>{@code checksum-mode}: when the SDK adds checksums of its own, {@code when-supported} or {@code when-required};
 *       default the first, for a server of one's own the second.
 *   <li>{@code chunked-encoding}: {@code false} to send no aws-chunked bodies; default {@code true}, for a server of
 *       one's own {@code false}.
 *   <li>{@code legacy-md5}: {@code true} to send Content-MD5 where S3 once required it; default {@code false}, for a
 *       server of one's own {@code true}.
 *   <li>{@code conditional-writes}: {@code false} if the server does not know {@code If-None-Match}; default {@code
 *       true}.
 *   <li>{@code abort-unfinished}: {@code false} if deleting is not to abort unfinished uploads of the same keys; default
 *       {@code true}.
 *   <li>{@code part-size}: the size of a part, and the largest file that is written with one request; at least 5 MiB,
 *       default 8 MiB.
 *   <li>{@code upload-memory}: the size of all buffers of writes together; at least one part, default a quarter of the
 *       heap, between two parts and 1 GiB. A part that finds none free for a second goes to a temporary file instead,
 *       of which all together have four times as much; a write that finds those taken, too, fails after a minute.
 *   <li>{@code crt}: {@code auto} to have the AWS CRT send what is larger than a part, if it is on the class path,
 *       {@code checksum} is not {@code md5} and there is no {@code endpoint} (it does not understand the answers of
 *       s3proxy, for one); {@code always} or {@code never}; default {@code auto}. Its buffers lie
 *       outside the heap, and {@code upload-memory} and {@code read-timeout} are not for it.
 *   <li>{@code crt-memory}: the size of all buffers of the CRT together, at least 256 MiB and two parts; default 1 GiB,
 *       or four parts if that is more, whatever {@code AWS_CRT_S3_MEMORY_LIMIT_IN_GIB} says. A machine with a network of
 *       more than 10 Gbit/s may want 4 GiB or more. A content whose length is known may be 5 000 times as long; one of
 *       unknown length has 10 000 parts at most.
 *   <li>{@code max-connections}: the number of connections at once, half of which send parts; what finds none free
 *       waits, for a minute at most; default 64.
 *   <li>{@code connect-timeout}: how long to wait for a connection; default {@code PT5S}.
 *   <li>{@code read-timeout}: how long to wait for the next bytes of an answer; default {@code PT30S}.
 *   <li>{@code acl}: a canned ACL such as {@code public-read}; default none.
 *   <li>{@code storage-class}: such as {@code STANDARD_IA}; default the bucket's.
 *   <li>{@code sse}: encryption by the server, {@code AES256} or {@code aws:kms}; default the bucket's, with a {@code
 *       kms-key} {@code aws:kms}.
 *   <li>{@code kms-key}: the key of the key management service; default the bucket's.
 *   <li>{@code cache-control}: the header; default {@code private, max-age=31536000, immutable}, with a {@code
 *       custom-domain} {@code public, …}.
 *   <li>{@code inline}: media types that browsers may show besides {@link org.storedfile.storage.InlineTypes#SAFE},
 *       parted by commas, such as {@code image/svg+xml}; all others are stored as attachments; default none.
 *   <li>{@code link-expiry}: how long links live at least, up to seven days unless CloudFront signs them; default {@code
 *       PT1H}.
 *   <li>{@code public-endpoint}: the address of the server in links; default that of the requests.
 *   <li>{@code custom-domain}: the address in front of the bucket that links lead to, unsigned; default none.
 *   <li>{@code cloudfront-key-id}, {@code cloudfront-private-key}: the id of a public key and its private RSA key in PKCS
 *       8 PEM, to sign links to {@code custom-domain}; default none.
 * </ul>
 */
public final class S3Type implements StorageType {
    /** Called by {@link java.util.ServiceLoader}. */
    public S3Type() {}

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Factory configure(StorageOptions options) {
        S3Options read = S3Options.read(options);
        return () -> {
            try {
                return OpenedS3.storage(read);
            } catch (NoClassDefFoundError e) {
                throw new IOException(
                        "the storage type 's3' needs software.amazon.awssdk:s3 and :apache5-client on the class path;"
                                + " missing is '" + e.getMessage() + "'",
                        e);
            }
        };
    }
}
