package org.storedfile.storage;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret for HMAC-SHA256, set up once for all that is signed with it. Thread safe. */
final class SigningKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;
    private final Maker maker;

    // Never fed, so that many threads may clone it.
    private final Mac unused;

    SigningKey(byte[] secret) {
        this(secret, Mac::getInstance);
    }

    SigningKey(byte[] secret, Maker maker) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.maker = maker;
        this.unused = keyed();
    }

    /** Returns a MAC that has the key and has seen nothing yet. */
    Mac mac() {
        try {
            return (Mac) unused.clone();
        } catch (CloneNotSupportedException e) {
            return keyed(); // a provider may do without, such as one whose keys lie in hardware
        }
    }

    private Mac keyed() {
        try {
            Mac mac = maker.make(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Makes MACs without a key. */
    interface Maker {
        Mac make(String algorithm) throws GeneralSecurityException;
    }
}
