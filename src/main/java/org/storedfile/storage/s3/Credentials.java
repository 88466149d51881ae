package org.storedfile.storage.s3;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.storedfile.storage.Key;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/** The client's credentials, for what is signed here. */
record Credentials(IdentityProvider<? extends AwsCredentialsIdentity> provider, S3Errors errors) {
    /** Returns those of now, to sign a link to {@code key}. */
    AwsCredentialsIdentity resolve(Key key) {
        try {
            return provider.resolveIdentity().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException cause) {
                throw new UncheckedIOException(errors.of("sign a link to", key.value(), cause));
            }
            throw e;
        } catch (SdkException e) {
            throw new UncheckedIOException(errors.of("sign a link to", key.value(), e));
        }
    }
}
