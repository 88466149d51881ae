/**
 * Storage in buckets of Amazon S3 and of servers that speak its protocol.
 */
@NullMarked
package org.storedfile.storage.s3;

import org.jspecify.annotations.NullMarked;
