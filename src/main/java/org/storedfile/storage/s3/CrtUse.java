package org.storedfile.storage.s3;

/** When the AWS CRT sends what is larger than a part. */
enum CrtUse {
    /** With Amazon's S3, if it is on the class path and parts need not carry their MD5. */
    AUTO,
    /** Always; without it the storage does not open. */
    ALWAYS,
    /** Never. */
    NEVER
}
