package org.storedfile.persistence.suite.model;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.StoredFileListener;

/** Names the listener, which Hibernate does not need. */
@Entity
@EntityListeners(StoredFileListener.class)
public class Listened {
    @Id
    @GeneratedValue
    public Long id;

    @StoredFile(sizeAttribute = "size")
    public FileRef file;

    public long size;

    public Listened() {}

    public Listened(FileRef file) {
        this.file = file;
    }
}
