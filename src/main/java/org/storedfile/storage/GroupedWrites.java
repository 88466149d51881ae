package org.storedfile.storage;

import java.io.IOException;

/** The ability to make objects that are written side by side durable together, which costs less than each by itself. */
public interface GroupedWrites {
    /** Begins a group. Costs nothing, and need not be finished if what was written is removed again. */
    Group beginGroup();

    /** Objects that belong together. Thread safe. */
    interface Group {
        /**
         * Does what {@link Storage#write} does, but for one thing: until {@link #finish} returns, a crash of the machine
         * may lose the object.
         *
         * @throws IOException as {@link Storage#write} does
         */
        StoredObject write(Key key, Content content) throws IOException;

        /**
         * Makes all that was written as durable as {@link Storage#write} does. Called once all of it is.
         *
         * @throws IOException if that fails; which of the objects survive a crash is not known then
         */
        void finish() throws IOException;
    }
}
