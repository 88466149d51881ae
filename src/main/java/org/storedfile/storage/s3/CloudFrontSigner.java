package org.storedfile.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * Signs URLs with CloudFront's canned policy. The JDK does it: the SDK's cloudfront module would bring a whole
 * service's client for these few lines. The signature is RSA with SHA-1 because CloudFront defines it so. Thread safe.
 */
final class CloudFrontSigner {
    private final String keyId;
    private final PrivateKey key;

    private CloudFrontSigner(String keyId, PrivateKey key) {
        this.keyId = keyId;
        this.key = key;
    }

    /**
     * Takes the id of a public key in CloudFront and its private RSA key in PEM.
     *
     * @throws IllegalArgumentException if that is no RSA key in PKCS 8; the message does not contain it
     */
    static CloudFrontSigner of(String keyId, String pem) {
        if (!pem.contains("BEGIN PRIVATE KEY")) {
            throw invalid(null);
        }
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\\\n|\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return new CloudFrontSigner(
                    keyId, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    String signed(String url, Instant end) {
        long expires = end.getEpochSecond();
        String policy = "{\"Statement\":[{\"Resource\":\"" + url
                + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":" + expires + "}}}]}";
        return url + (url.contains("?") ? "&" : "?") + "Expires=" + expires + "&Signature=" + signature(policy)
                + "&Key-Pair-Id=" + keyId;
    }

    private String signature(String policy) {
        try {
            Signature signature = Signature.getInstance("SHA1withRSA");
            signature.initSign(key);
            signature.update(policy.getBytes(UTF_8));
            String base64 = Base64.getEncoder().encodeToString(signature.sign());
            return base64.replace('+', '-').replace('=', '_').replace('/', '~');
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with the CloudFront key '" + keyId + "'", e);
        }
    }

    private static IllegalArgumentException invalid(@org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'cloudfront-private-key' is not an RSA key in PKCS 8 PEM ('BEGIN PRIVATE KEY'): convert it with"
                        + " 'openssl pkcs8 -topk8 -nocrypt'",
                cause);
    }
}
