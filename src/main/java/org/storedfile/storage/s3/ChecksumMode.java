package org.storedfile.storage.s3;

/** Whether the SDK adds checksums of its own, as it names it. */
enum ChecksumMode {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
}
