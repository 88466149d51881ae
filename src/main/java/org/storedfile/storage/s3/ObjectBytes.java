package org.storedfile.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import org.storedfile.storage.Key;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an answer. Closed early it gives the connection up: reading on to the end of a large object, as the HTTP
 * client would, costs more than a new connection.
 */
final class ObjectBytes extends InputStream {
    private final ResponseInputStream<GetObjectResponse> answer;
    private final Key key;
    private final S3Errors errors;
    private long left;
    private boolean ended;
    private boolean finished;

    ObjectBytes(ResponseInputStream<GetObjectResponse> answer, Key key, long length, S3Errors errors) {
        this.answer = answer;
        this.key = key;
        this.errors = errors;
        Long sent = answer.response().contentLength();
        this.left = sent == null ? length : Math.min(length, sent);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (left == 0) {
            finish();
            return -1;
        }
        int read = readAnswer(bytes, offset, (int) Math.min(count, left));
        ended = read < 0;
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(answer.available(), left);
    }

    @Override
    public void close() throws IOException {
        try {
            if (left == 0) {
                finish();
            }
        } finally {
            giveBack();
        }
    }

    // The HTTP client takes the connection back when it has seen the end, not when all bytes before it are read.
    private void finish() throws IOException {
        if (!finished) {
            finished = true;
            ended = readAnswer(new byte[1], 0, 1) < 0;
        }
    }

    private void giveBack() throws IOException {
        if (ended) {
            answer.close();
        } else {
            answer.abort();
        }
    }

    private int readAnswer(byte[] bytes, int offset, int count) throws IOException {
        try {
            return answer.read(bytes, offset, count);
        } catch (SdkException e) {
            throw errors.of("read", key.value(), e);
        } catch (IOException e) {
            throw new IOException("could not read '" + key + "' to its end: the connection broke", e);
        }
    }
}
