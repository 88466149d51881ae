package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * The one place where the SDK's exceptions become {@link IOException}s: what could not be done, to which object of
 * which bucket, and which setting to look at. Keys that are not secret are named, credentials and links never.
 */
final class S3Errors {
    /** The code of what is not allowed, to anyone or to us. */
    static final String DENIED = "AccessDenied";

    private final String bucket;

    S3Errors(String bucket) {
        this.bucket = bucket;
    }

    /** Returns what to throw when {@code operation} on {@code object}, a key or a prefix, failed. */
    IOException of(String operation, String object, SdkException e) {
        if (isInterruption(e)) {
            // The SDK clears the flag; whoever waits for this thread still wants to see it.
            Thread.currentThread().interrupt();
            return (IOException) new InterruptedIOException("interrupted: " + did(operation, object)).initCause(e);
        }
        if (isMissingObject(e)) {
            return (IOException)
                    new NoSuchFileException(object, null, "no such object in bucket '" + bucket + "'").initCause(e);
        }
        return new IOException("could not " + did(operation, object) + ": " + cause(e), because(object, e));
    }

    /** Returns what to throw when unfinished uploads of {@code object} could not be found or aborted. */
    IOException ofUnfinished(String object, SdkException e) {
        String operation = "remove unfinished parts of";
        if (!isRefusal(e)) {
            return of(operation, object, e);
        }
        return new IOException(
                "could not " + did(operation, object) + ": the server answered " + status(e)
                        + "; allow s3:ListBucketMultipartUploads and s3:AbortMultipartUpload, or set 'abort-unfinished'"
                        + " to false and have a lifecycle rule remove them",
                because(object, e));
    }

    // By this Storage.delete tells an answer from silence.
    private static Exception because(String object, SdkException e) {
        return isRefusal(e)
                ? (IOException) new AccessDeniedException(object, null, "the server answered " + status(e)).initCause(e)
                : e;
    }

    /** Tells whether the server does not let us do this, or cannot do it, whatever the object. */
    static boolean isRefusal(SdkException e) {
        return status(e) == 501 || status(e) == 405 || isDenied(e);
    }

    private static boolean isDenied(SdkException e) {
        return status(e) == 403 && (code(e).isEmpty() || code(e).equals(DENIED));
    }

    static boolean isMissingObject(SdkException e) {
        // An answer to HEAD has no body, hence no code.
        return status(e) == 404 && (code(e).isEmpty() || code(e).equals("NoSuchKey") || code(e).equals("NotFound"));
    }

    static boolean isInterruption(SdkException e) {
        return e instanceof AbortedException || causes(e).anyMatch(InterruptedException.class::isInstance);
    }

    static int status(SdkException e) {
        return e instanceof SdkServiceException service ? service.statusCode() : 0;
    }

    static String code(SdkException e) {
        return e instanceof AwsServiceException service
                ? Optional.ofNullable(service.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .orElse("")
                : "";
    }

    private String did(String operation, String object) {
        return operation + " '" + object + "' in bucket '" + bucket + "'";
    }

    private String cause(SdkException e) {
        return e instanceof SdkServiceException
                ? refusal(status(e), code(e))
                        .orElseGet(() -> "the server answered " + status(e) + (code(e).isEmpty() ? "" : " " + code(e)))
                : silence(e);
    }

    private Optional<String> refusal(int status, String code) {
        return Optional.ofNullable(
                switch (code) {
                    case "NoSuchBucket" -> "the bucket does not exist; check 'bucket', 'region' and 'endpoint'";
                    case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "TokenRefreshRequired" ->
                        "the credentials are refused (" + code
                                + "); check 'access-key', 'secret-key' and 'session-token'";
                    case "ExpiredToken" -> "the credentials have expired; check 'session-token' and its source";
                    case "RequestTimeTooSkewed", "RequestExpired" ->
                        "the clock of this machine differs from the server's; set it, best by NTP";
                    case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                        "the bucket is in another region; check 'region' and 'endpoint'";
                    case "AccessControlListNotSupported" -> "the bucket takes no ACLs; leave 'acl' out";
                    case "BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch" ->
                        "the bytes arrived damaged (" + code + "); check 'checksum' and what lies between";
                    case "NotImplemented" ->
                        "the server does not know a part of the request; check 'conditional-writes', 'checksum',"
                                + " 'chunked-encoding' and 'acl'";
                    default -> byStatus(status);
                });
    }

    private static @org.jspecify.annotations.Nullable String byStatus(int status) {
        return switch (status) {
            case 301 -> "the bucket is in another region; check 'region' and 'endpoint'";
            case 401, 403 ->
                "access is denied; check 'access-key', 'secret-key' and what they are allowed to do (without"
                        + " s3:ListBucket a missing object is denied too)";
            case 501 ->
                "the server does not know a part of the request; check 'conditional-writes', 'checksum',"
                        + " 'chunked-encoding' and 'acl'";
            case 503 -> "the server is overloaded or down (503)";
            default -> null;
        };
    }

    private static String silence(SdkException e) {
        if (causes(e).anyMatch(S3Errors::isUnreachable)) {
            return "the endpoint cannot be reached; check 'endpoint' and 'region'";
        }
        if (String.valueOf(e.getMessage()).contains("load credentials")) {
            return "there are no credentials; set 'access-key' and 'secret-key', or what the AWS SDK looks for";
        }
        return isTimeout(e) || causes(e).anyMatch(IOException.class::isInstance)
                ? "the connection broke or timed out; check 'endpoint'"
                : "the request could not be made or its answer not be used: " + e.getMessage();
    }

    // The SDK's own, which have no cause.
    private static boolean isTimeout(SdkException e) {
        return e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause.getClass().getSimpleName().equals("ConnectTimeoutException");
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }
}
