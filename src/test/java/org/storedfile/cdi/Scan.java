package org.storedfile.cdi;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has a file in the default storage, and one in the folder that a bean decides. */
@Entity
public class Scan {
    @Id
    @GeneratedValue
    private Long id;

    @StoredFile(uploadTo = "scans")
    private FileRef front;

    @StoredFile(storage = "archive", uploadToBean = TenantFolder.class)
    private FileRef back;

    public Scan() {}

    Scan(FileRef front, FileRef back) {
        this.front = front;
        this.back = back;
    }

    Long id() {
        return id;
    }

    FileRef front() {
        return front;
    }

    void front(FileRef next) {
        front = next;
    }

    FileRef back() {
        return back;
    }
}
