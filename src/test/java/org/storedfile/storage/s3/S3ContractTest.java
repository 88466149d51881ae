package org.storedfile.storage.s3;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageContract;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract on a real server; each storage has a bucket of its own. */
abstract class S3ContractTest extends StorageContract {
    static final int PART_SIZE = 5 << 20;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<Storage, String> buckets = new ConcurrentHashMap<>();
    private final S3Client client = S3Server.client(endpoint()).build();

    abstract URI endpoint();

    @AfterEach
    void closeClients() throws Exception {
        client.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Override
    public Storage newStorage() {
        return storage(client, newBucket());
    }

    @Override
    public Scale scale() {
        return new Scale(2_500, "three pages of S3; writing each object is a request");
    }

    @Override
    public int partSize() {
        return PART_SIZE;
    }

    @Override
    public Optional<Storage> newStorageAfterDeadWriter(Key key) {
        String bucket = newBucket();
        String upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(key.value()))
                .uploadId();
        client.uploadPart(
                request ->
                        request.bucket(bucket).key(key.value()).uploadId(upload).partNumber(1),
                RequestBody.fromBytes(new byte[PART_SIZE]));
        return Optional.of(storage(client, bucket));
    }

    @Override
    public Optional<Storage> newStorageThatLosesAnAnswer() throws IOException {
        Relay relay = new Relay(endpoint());
        opened.add(relay);
        // A PUT of a whole object, or the POST that completes one in parts.
        relay.losesAnswer("^(PUT [^?]+$|POST .*uploadId=)");
        S3Client behindRelay = S3Server.client(relay.endpoint()).build();
        opened.add(behindRelay);
        return Optional.of(storage(behindRelay, newBucket()));
    }

    // What a server says whose disk or quota is used up, to the second part of an upload.
    @Override
    public Optional<Storage> newStorageThatFillsUp() throws IOException {
        Relay relay = new Relay(endpoint());
        opened.add(relay);
        relay.answers("^PUT .*partNumber=2", 403);
        S3Client behindRelay = S3Server.client(relay.endpoint()).build();
        opened.add(behindRelay);
        return Optional.of(storage(behindRelay, newBucket()));
    }

    @Override
    public long leftovers(Storage storage) {
        return S3Server.uploads(client, buckets.getOrDefault(storage, ""));
    }

    private String newBucket() {
        String bucket = "b" + UUID.randomUUID();
        client.createBucket(request -> request.bucket(bucket));
        return bucket;
    }

    private Storage storage(S3Client client, String bucket) {
        Storage storage = S3Storage.builder(client, bucket).partSize(PART_SIZE).build();
        buckets.put(storage, bucket);
        return storage;
    }
}
