package org.storedfile.persistence.suite.run;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.storedfile.storage.s3.Relay;

/**
 * What happens to the storage while it gets a file, and whether the transaction can commit all the same.
 *
 * @param size of the file; more than {@link #SMALL} goes in parts
 */
public record StorageFault(String name, int size, boolean commits, Breakage breakage) {
    /** The size of a file that goes in one request. */
    public static final int SMALL = 100_000;

    private static final int PARTS = 11 << 20;
    private static final String PUT = "^PUT /files/[^?]*$";
    private static final String PART = "^PUT .*partNumber=2";
    private static final String CREATE = "^POST .*[?&]uploads";
    private static final String COMPLETE = "^POST .*uploadId=";
    private static final String ABORT = "^DELETE .*uploadId=";

    /** Has the relay do so. */
    public interface Breakage {
        /** Does it. */
        void of(Relay relay) throws IOException;
    }

    /** Returns one or two of each kind. */
    public static Stream<StorageFault> ofEachKind() {
        return Stream.of(
                new StorageFault("connections are refused", SMALL, false, Relay::refuses),
                new StorageFault("the body breaks off once", PARTS, true, relay -> relay.resets(PART, 1 << 20)),
                new StorageFault(
                        "the body breaks off each time",
                        SMALL,
                        false,
                        relay -> relay.resets(PUT, SMALL / 2).forEver()),
                new StorageFault(
                        "the answer is lost each time",
                        SMALL,
                        true,
                        relay -> relay.losesAnswer(PUT).forEver()),
                new StorageFault("the answer is lost, and nobody can look", SMALL, false, relay -> {
                    relay.losesAnswer(PUT).forEver();
                    relay.answers("^HEAD", 503).forEver();
                }),
                new StorageFault("the answer that ends an upload is lost, and nobody can look", PARTS, false, relay -> {
                    relay.losesAnswer(COMPLETE).forEver();
                    relay.answers("^HEAD", 500).forEver();
                }),
                new StorageFault("500 once", SMALL, true, relay -> relay.answers(PUT, 500)),
                new StorageFault(
                        "500 for ever",
                        SMALL,
                        false,
                        relay -> relay.answers("^PUT", 500).forEver()),
                new StorageFault("503 once", PARTS, true, relay -> relay.answers(PART, 503)),
                new StorageFault(
                        "503 for ever",
                        PARTS,
                        false,
                        relay -> relay.answers(PART, 503).forEver()),
                new StorageFault("a part is refused, and the upload cannot be given up", PARTS, false, relay -> {
                    relay.answers(PART, 403).forEver();
                    relay.answers(ABORT, 500).forEver();
                }),
                new StorageFault("an answer takes long", SMALL, true, relay -> relay.delaysAnswer(PUT, 300)),
                new StorageFault(
                        "an answer takes longer than the client waits", SMALL, true, relay -> relay.holdsAnswer(PUT)),
                new StorageFault("bytes are damaged on their way once", SMALL, false, relay -> relay.damages(PUT)),
                new StorageFault(
                        "the clocks differ by minutes", SMALL, true, relay -> relay.replacesAnswer(PUT, skewed(5))),
                new StorageFault("the clocks differ by more", SMALL, false, relay -> {
                    relay.replacesAnswer(PUT, skewed(20)).forEver();
                    relay.answers("^HEAD", 403).forEver();
                }));
    }

    /** Returns what else there is of these kinds. */
    public static Stream<StorageFault> more() {
        return Stream.of(
                new StorageFault("no fault", PARTS, true, relay -> {}),
                new StorageFault("connections are refused", PARTS, false, Relay::refuses),
                new StorageFault("the body breaks off once", SMALL, true, relay -> relay.resets(PUT, SMALL / 2)),
                new StorageFault(
                        "the body breaks off each time",
                        PARTS,
                        false,
                        relay -> relay.resets(PART, 1 << 20).forEver()),
                new StorageFault("the answer is lost once", SMALL, true, relay -> relay.losesAnswer(PUT)),
                new StorageFault(
                        "the answer that begins an upload is lost", PARTS, true, relay -> relay.losesAnswer(CREATE)),
                new StorageFault(
                        "the answer that begins an upload is lost each time",
                        PARTS,
                        false,
                        relay -> relay.losesAnswer(CREATE).forEver()),
                new StorageFault(
                        "the answer that ends an upload is lost", PARTS, true, relay -> relay.losesAnswer(COMPLETE)),
                new StorageFault(
                        "answers take longer than the client waits",
                        SMALL,
                        true,
                        relay -> relay.holdsAnswer(PUT).forEver()),
                new StorageFault(
                        "bytes are damaged on their way",
                        PARTS,
                        false,
                        relay -> relay.damages(PART).forEver()));
    }

    @Override
    public String toString() {
        return name + (size == SMALL ? "" : ", in parts") + (commits ? ": commits" : ": fails");
    }

    private static String skewed(int minutes) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(minutes));
        String body = "<Error><Code>RequestTimeTooSkewed</Code><Message>The clocks differ.</Message></Error>";
        return "HTTP/1.1 403 Forbidden\r\nDate: " + date + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
