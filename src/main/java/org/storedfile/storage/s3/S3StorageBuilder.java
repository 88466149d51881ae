package org.storedfile.storage.s3;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.Links;
import org.storedfile.storage.ServerThreads;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The settings of an {@link S3Storage}. Values that S3 defines are written as S3 writes them. Not thread safe. */
public final class S3StorageBuilder {
    /** The size of a part unless set: 8 MiB. */
    static final long PART_SIZE = 8L << 20;

    /** How long links work unless set: one hour. */
    static final Duration LINK_EXPIRY = Duration.ofHours(1);

    /** Keys are never used again, so a browser may keep what it got; caches that people share may not. */
    static final String PRIVATE_CACHE = "private, max-age=31536000, immutable";

    /** The same for files behind a domain of one's own, whose caches are the point of it. */
    static final String PUBLIC_CACHE = "public, max-age=31536000, immutable";

    private static final long SMALLEST_PART = 5L << 20;

    // Fewer than the connections of any client of the SDK unless set.
    private static final int PARTS_AT_ONCE = 32;

    private final S3Client client;
    private final String bucket;
    private String prefix = "";
    private @Nullable String acl;
    private @Nullable String storageClass;
    private @Nullable String encryption;
    private @Nullable String kmsKey;
    private @Nullable String cacheControl;
    private InlineTypes shown = InlineTypes.SAFE;
    private Checksum checksum = Checksum.CLIENT;
    private boolean conditionalWrites = true;
    private boolean abortUnfinished = true;
    private long partSize = PART_SIZE;
    private long uploadMemory;
    private int partsAtOnce = PARTS_AT_ONCE;
    private ThreadFactory partThreads = new ServerThreads("stored-file-s3-part");
    private Duration uploadPatience = UploadMemory.PATIENCE;
    private long largestCopy = S3Copies.LARGEST;
    private Duration linkExpiry = LINK_EXPIRY;
    private @Nullable URI publicEndpoint;
    private @Nullable URI domain;
    private @Nullable CloudFrontSigner signer;
    private Clock clock = Clock.systemUTC();
    private List<SdkAutoCloseable> opened = List.of();
    private @Nullable S3AsyncClient crt;

    S3StorageBuilder(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Keeps all objects in this folder of the bucket; it is no part of their keys. */
    public S3StorageBuilder prefix(String prefix) {
        this.prefix = prefix;
        return this;
    }

    /** Sends a canned ACL such as {@code public-read}; unless set none, since new buckets refuse them. */
    public S3StorageBuilder acl(String acl) {
        this.acl = acl;
        return this;
    }

    /** Sends a storage class such as {@code STANDARD_IA}. */
    public S3StorageBuilder storageClass(String storageClass) {
        this.storageClass = storageClass;
        return this;
    }

    /** Asks for encryption by the server: {@code AES256} or {@code aws:kms}. */
    public S3StorageBuilder encryption(String encryption) {
        this.encryption = encryption;
        return this;
    }

    /** Asks for encryption with this key of the key management service; {@link #encryption} must say so too. */
    public S3StorageBuilder kmsKey(String kmsKey) {
        this.kmsKey = kmsKey;
        return this;
    }

    /**
     * Sets Cache-Control. Unless set it is {@code private, max-age=31536000, immutable}, and with a custom domain
     * {@code public, …}: a key is written once, so what was cached stays true.
     */
    public S3StorageBuilder cacheControl(String cacheControl) {
        this.cacheControl = cacheControl;
        return this;
    }

    /**
     * Lets browsers also show these types, such as {@code image/svg+xml} or {@code font/*}. Unless allowed, objects of
     * any type but those of {@link InlineTypes#SAFE} are stored as attachments. What may run runs with all rights of
     * the host in the link.
     */
    public S3StorageBuilder allowInline(String... mediaTypes) {
        this.shown = shown.and(List.of(mediaTypes));
        return this;
    }

    /** Sets what the server checks the bytes of each request with; unless set, what the client is configured to send. */
    public S3StorageBuilder checksum(Checksum checksum) {
        this.checksum = checksum;
        return this;
    }

    /**
     * Tells whether the server honours {@code If-None-Match: *}. If not, the storage does not send it and relies on keys
     * being random and never used twice: writing to a key that is taken then overwrites. So may a client that has a
     * signed request, until that expires: terms with a checksum leave it only the same bytes.
     */
    public S3StorageBuilder conditionalWrites(boolean conditionalWrites) {
        this.conditionalWrites = conditionalWrites;
        return this;
    }

    /**
     * Tells whether deleting also aborts unfinished uploads of the same keys, which takes the permissions
     * s3:ListBucketMultipartUploads and s3:AbortMultipartUpload. Without it a lifecycle rule must.
     */
    public S3StorageBuilder abortUnfinished(boolean abortUnfinished) {
        this.abortUnfinished = abortUnfinished;
        return this;
    }

    /** Sets the bytes of one part, from 5 MiB on; up to this size a file is written with one request. */
    public S3StorageBuilder partSize(long partSize) {
        this.partSize = partSize;
        return this;
    }

    /**
     * Sets the bytes that all writes together may hold in buffers, besides 64 KiB for each; at least one part. Unless
     * set, a quarter of the heap, but at least two parts and at most 1 GiB. A write that finds it taken waits for a
     * second, because parts that are on their way give it back; if clients that send nothing hold it longer, a temporary
     * file (in {@code java.io.tmpdir}) takes the part instead, at most five parts of one write at a time; on Windows a
     * process that is killed leaves it there. All these files have four times as much together. A write that finds that
     * taken, too, waits for either, for a minute at most: then it fails with an IOException that says so. It ends earlier
     * if nobody wants the bytes any more, because their transaction has ended or failed.
     */
    public S3StorageBuilder uploadMemory(long uploadMemory) {
        this.uploadMemory = uploadMemory;
        return this;
    }

    /**
     * Has what is larger than a part sent by this client, which must be one of {@code S3AsyncClient.crtBuilder()} for the
     * same server: it sends files without a copy through the heap and makes the parts itself, so that its own settings
     * for the size and number of parts, memory (outside the heap, gigabytes unless {@code maxNativeMemoryLimitInBytes}
     * bounds it) and checksums hold; {@link #uploadMemory} does not. Not closed here.
     */
    public S3StorageBuilder largeUploads(S3AsyncClient client) {
        this.crt = client;
        return this;
    }

    /**
     * Sets what makes the threads that send parts without the CRT: up to four for each upload, which end with it. Unless set, the {@code java:comp/DefaultManagedThreadFactory} that the writing thread
     * finds, or else daemons. A part for which no thread can be made is sent by the thread that writes.
     */
    public S3StorageBuilder partThreads(ThreadFactory threads) {
        this.partThreads = threads;
        return this;
    }

    /** Sets how long links work at least, up to seven days, but for CloudFront; one hour unless set. */
    public S3StorageBuilder linkExpiry(Duration linkExpiry) {
        this.linkExpiry = linkExpiry;
        return this;
    }

    /** Makes links to this endpoint, if browsers reach the server by another address than this application. */
    public S3StorageBuilder publicEndpoint(URI publicEndpoint) {
        this.publicEndpoint = publicEndpoint;
        return this;
    }

    /** Makes unsigned links to this domain, such as {@code https://cdn.example.org}, whose root is the bucket's. */
    public S3StorageBuilder customDomain(URI domain) {
        this.domain = Addresses.folder(domain);
        return this;
    }

    /**
     * Makes links to this domain of CloudFront and signs them with a canned policy. {@code privateKey} is an RSA key in
     * PKCS 8 PEM. The distribution must pass {@code response-*} parameters on for downloads under another name.
     *
     * @throws IllegalArgumentException if it is not such a key
     */
    public S3StorageBuilder cloudFront(URI domain, String keyId, String privateKey) {
        this.signer = CloudFrontSigner.of(keyId, privateKey);
        return customDomain(domain);
    }

    /**
     * Makes the storage. Makes no request.
     *
     * @throws IllegalArgumentException if a setting cannot be used; the message names it
     */
    public S3Storage build() {
        ObjectNames names = new ObjectNames(bucket, prefix);
        S3Errors errors = new S3Errors(bucket);
        S3Writes writes = writes(names, errors);
        S3Reads reads = new S3Reads(client, names, checksum, errors);
        UploadSigner signer = signer(names);
        return new S3Storage(
                writes,
                reads,
                new S3Deletes(client, names, abortUnfinished, errors),
                new S3Listing(client, names, errors),
                new S3Copies(writes, reads, largestCopy),
                links(names),
                new PresignedUploads(signer, writes.settings(), reads),
                new PresignedParts(client, signer, writes.settings(), errors),
                opened);
    }

    S3Writes writes(ObjectNames names, S3Errors errors) {
        long memory = uploadMemory == 0 ? UploadMemory.standard(partSize) : uploadMemory;
        requireSizes(memory);
        return new S3Writes(
                client,
                names,
                settings(),
                partSize,
                new UploadMemory(memory, uploadPatience),
                new Semaphore(partsAtOnce),
                partThreads,
                errors,
                crt == null ? null : new CrtUploads(crt));
    }

    /** Sets how many parts of all writes together are sent at once without the CRT; the others wait. */
    S3StorageBuilder partsAtOnce(int partsAtOnce) {
        this.partsAtOnce = partsAtOnce;
        return this;
    }

    S3StorageBuilder uploadPatience(Duration uploadPatience) {
        this.uploadPatience = uploadPatience;
        return this;
    }

    S3StorageBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    S3StorageBuilder largestCopy(long largestCopy) {
        this.largestCopy = largestCopy;
        return this;
    }

    S3StorageBuilder closing(List<SdkAutoCloseable> opened) {
        this.opened = List.copyOf(opened);
        return this;
    }

    private void requireSizes(long memory) {
        if (partSize < SMALLEST_PART) {
            throw new IllegalArgumentException("'part-size' of " + partSize + " bytes: S3 needs 5 MiB at least");
        }
        if (memory < partSize) {
            throw new IllegalArgumentException(
                    "'upload-memory' of " + memory + " bytes: one part of " + partSize + " bytes must fit");
        }
    }

    private WriteSettings settings() {
        String standard = domain == null ? PRIVATE_CACHE : PUBLIC_CACHE;
        String cache = cacheControl == null ? standard : cacheControl;
        return new WriteSettings(acl, storageClass, encryption, kmsKey, cache, checksum, conditionalWrites, shown);
    }

    private Links links(ObjectNames names) {
        if (domain != null) {
            return new DomainLinks(domain, new LinkTarget(names, shown), signer, linkExpiry, clock);
        }
        var configuration = client.serviceClientConfiguration();
        return new PresignedLinks(
                Addresses.bucket(client, bucket, publicEndpoint),
                configuration.region().id(),
                new Credentials(configuration.credentialsProvider(), new S3Errors(bucket)),
                new LinkTarget(names, shown),
                linkExpiry,
                clock);
    }

    private UploadSigner signer(ObjectNames names) {
        var configuration = client.serviceClientConfiguration();
        return new UploadSigner(
                Addresses.bucket(client, bucket, publicEndpoint),
                configuration.region().id(),
                new Credentials(configuration.credentialsProvider(), new S3Errors(bucket)),
                names,
                clock);
    }
}
