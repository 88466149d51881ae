package org.storedfile.validation;

/**
 * What happens to a new file whose name contradicts its content, such as a {@code .jpg} that is a PDF document. An
 * extension that is not known contradicts nothing.
 */
public enum OnMismatch {
    /** The file is refused. */
    REFUSE,

    /** The extension is replaced by that of the content, when the file is stored; refused if none is known for it. */
    RENAME,

    /** The file keeps its name. */
    ACCEPT
}
