package org.storedfile.validation;

/** A number of bytes; of a stream that was given up, those that were read, and there may be more. */
record Measure(long bytes, boolean isOpenEnded) {}
