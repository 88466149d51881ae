package org.storedfile.cli;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has a file, and one that is kept when it is replaced. */
@Entity
public class Letter {
    @Id
    @GeneratedValue
    @Nullable
    Long id;

    @StoredFile(uploadTo = "letters", sizeAttribute = "size", checksumAttribute = "checksum")
    @Nullable
    FileRef text;

    @Nullable
    Long size;

    @Nullable
    String checksum;

    @StoredFile(uploadTo = "seals", onReplace = StoredFile.KEEP)
    @Nullable
    FileRef seal;

    public Letter() {}

    Letter(FileRef text) {
        this.text = text;
    }

    String key() {
        return Objects.requireNonNull(text).key();
    }
}
