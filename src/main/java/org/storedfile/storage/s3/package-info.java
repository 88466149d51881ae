/**
 * Storage in buckets of Amazon S3 and of servers that speak its protocol. The only package that uses the AWS SDK for
 * Java 2; it knows {@code org.storedfile.storage} and nothing else of this library.
 *
 * <p>It works with the synchronous {@code S3Client}, any HTTP client below it; the storage type {@code s3} opens one on
 * {@code apache5-client}. Measured side by side (2 cores, Java 17, a server that throws bodies away): a stream of 1 GiB
 * whose length is unknown takes 3.0 s with four parts at once on apache5 and 65 MB of heap, 3.7 s and 326 MB with the
 * asynchronous client on netty, which also needs 1.5 to 2 times the processor time; 500 files of 100 KiB at a round trip
 * of 30 ms, 32 at once, take 1.2 s on apache5 and 1.7 s on netty. The native client (CRT) is faster with large files
 * (2.1 s), but sends a HEAD before each GET, does not understand every server, and is native code. The JDK's
 * url-connection client is as fast as apache5, but repeats requests on its own: it sent 13 % more PUTs than files.
 *
 * <p>Of this package, on a busy machine, so that only ratios count: 256 MiB of unknown length with {@code -Xmx64m} took
 * 5.5, 4.0 and 4.8 s with 8, 16 and 32 MiB of upload memory, so that it may be small; a link took 0.1 to 0.6 of the
 * time that {@code S3Presigner} takes.
 */
@NullMarked
package org.storedfile.storage.s3;

import org.jspecify.annotations.NullMarked;
