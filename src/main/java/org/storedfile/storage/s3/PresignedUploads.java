package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.Key;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.UploadTerms;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Requests with which clients store objects in the bucket, signed with the client's credentials. */
final class PresignedUploads implements DirectUploads {
    /** The most that S3 takes with one request. */
    static final long LARGEST = 5L << 30;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    // As S3 documents it: the clock of the machine has more digits.
    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final UploadSigner signer;
    private final WriteSettings settings;
    private final S3Reads reads;

    PresignedUploads(UploadSigner signer, WriteSettings settings, S3Reads reads) {
        this.signer = signer;
        this.settings = settings;
        this.reads = reads;
    }

    @Override
    public DirectUpload put(Key key, UploadTerms terms) {
        requireFits(terms);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", terms.contentType());
        terms.checksum().ifPresent(hex -> headers.put("x-amz-checksum-sha256", base64(hex)));
        headers.putAll(settings.forClients());
        if (settings.conditional()) {
            headers.put("if-none-match", "*");
        }
        return signer.put(key, terms.size(), Map.of(), headers, terms.expiry());
    }

    @Override
    public DirectUpload form(Key key, UploadTerms terms) {
        requireFits(terms);
        String checksum = terms.checksum()
                .map(PresignedUploads::base64)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a form needs a checksum in its terms: it can be sent more than once"));
        Instant now = signer.clock().instant();
        AwsCredentialsIdentity identity = signer.credentials().resolve(key);
        String scope = TIME.format(now).substring(0, 8) + "/" + signer.region() + "/s3/aws4_request";
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", signer.names().name(key));
        fields.put("Content-Type", terms.contentType());
        fields.put("x-amz-checksum-algorithm", "SHA256");
        fields.put("x-amz-checksum-sha256", checksum);
        fields.putAll(settings.forClients());
        fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
        fields.put("x-amz-credential", identity.accessKeyId() + "/" + scope);
        fields.put("x-amz-date", TIME.format(now));
        if (identity instanceof AwsSessionCredentialsIdentity session) {
            fields.put("x-amz-security-token", session.sessionToken());
        }
        String policy = Base64.getEncoder().encodeToString(policy(fields, terms, now));
        fields.put("policy", policy);
        fields.put("x-amz-signature", signature(identity, scope, policy));
        return new DirectUpload("POST", signer.base(), Map.of(), fields);
    }

    @Override
    public Optional<StoredObject> arrived(Key key) throws IOException {
        return reads.findSent(key);
    }

    private byte[] policy(Map<String, String> fields, UploadTerms terms, Instant now) {
        JsonWriter json = JsonWriter.create();
        json.writeStartObject();
        json.writeFieldName("expiration").writeValue(EXPIRATION.format(now.plus(terms.expiry())));
        json.writeFieldName("conditions").writeStartArray();
        json.writeStartObject()
                .writeFieldName("bucket")
                .writeValue(signer.names().bucket())
                .writeEndObject();
        fields.forEach((name, value) ->
                json.writeStartObject().writeFieldName(name).writeValue(value).writeEndObject());
        json.writeStartArray()
                .writeValue("content-length-range")
                .writeValue(terms.size())
                .writeValue(terms.size());
        json.writeEndArray().writeEndArray().writeEndObject();
        return json.getBytes();
    }

    private String signature(AwsCredentialsIdentity identity, String scope, String policy) {
        byte[] key = ("AWS4" + identity.secretAccessKey()).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, policy));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static void requireFits(UploadTerms terms) {
        if (terms.size() > LARGEST) {
            throw new IllegalArgumentException(
                    "an upload of " + terms.size() + " bytes: S3 takes 5 GiB at most with one request");
        }
        UploadSigner.requireExpiry(terms.expiry());
    }
}
