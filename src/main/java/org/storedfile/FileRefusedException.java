package org.storedfile;

import java.io.IOException;

/** Says that a {@link FileScanner} refuses a file; found among the causes of the {@link StoredFileException}. */
public class FileRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** Creates one with the reason, such as the name of what was found. */
    public FileRefusedException(String reason) {
        super(reason);
    }
}
