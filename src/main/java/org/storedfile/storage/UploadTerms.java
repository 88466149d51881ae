package org.storedfile.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client may send straight to a storage.
 *
 * @param size the number of bytes, neither more nor fewer
 * @param contentType the media type, such as {@code image/png}
 * @param checksum the SHA-256 of the bytes in lower-case hexadecimal, if the client told it
 * @param expiry how long the request works, in whole seconds
 */
public record UploadTerms(long size, String contentType, Optional<String> checksum, Duration expiry) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the terms.
     *
     * @throws IllegalArgumentException if the size is negative, the type or the checksum is none, or the expiry is less
     *     than a second
     */
    public UploadTerms {
        if (size < 0) {
            throw new IllegalArgumentException("an upload of " + size + " bytes: the size must not be negative");
        }
        if (!MEDIA_TYPE.matcher(contentType).matches()) {
            throw new IllegalArgumentException("an upload without a media type such as 'image/png'");
        }
        if (checksum.isPresent() && !SHA256.matcher(checksum.get()).matches()) {
            throw new IllegalArgumentException("a checksum that is no SHA-256 in lower-case hexadecimal");
        }
        if (expiry.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "an upload that expires after " + expiry + ": at least one second is needed");
        }
    }
}
