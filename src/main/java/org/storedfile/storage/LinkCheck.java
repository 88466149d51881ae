package org.storedfile.storage;

import java.time.Instant;

/** What {@link LinkSigner#check} found out about a link. Immutable. */
public sealed interface LinkCheck {
    /**
     * Nobody changed the link, and its time has not come.
     *
     * @param options what the link asks for; {@link LinkOptions#expiry} is empty
     */
    record Valid(Key key, LinkOptions options, Instant expires) implements LinkCheck {}

    /** Nobody changed the link, but its time is over. */
    record Expired(Key key, Instant expired) implements LinkCheck {}

    /** The link was not made with one of the secrets, or was changed, or is no link at all. */
    record Forged() implements LinkCheck {}
}
