package org.storedfile.cdi;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has a file in the default storage, and one in the folder that a bean decides. */
@Entity
public class Scan {
    @Id
    @GeneratedValue
    private @Nullable Long id;

    @StoredFile(uploadTo = "scans")
    private @Nullable FileRef front;

    @StoredFile(storage = "archive", uploadToBean = TenantFolder.class)
    private @Nullable FileRef back;

    public Scan() {}

    Scan(@Nullable FileRef front, @Nullable FileRef back) {
        this.front = front;
        this.back = back;
    }

    Long id() {
        return Objects.requireNonNull(id);
    }

    FileRef front() {
        return Objects.requireNonNull(front);
    }

    void front(FileRef next) {
        front = next;
    }

    FileRef back() {
        return Objects.requireNonNull(back);
    }
}
