package org.storedfile.persistence.listener.model;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.StoredFileListener;

/** Has files in a mapped superclass, in the entity and in an embeddable, and siblings beside one. */
@Entity
@EntityListeners(StoredFileListener.class)
public class Letter extends Paper {
    @Id
    @GeneratedValue
    public Long id;

    public String title;

    @StoredFile(uploadTo = "letters/{title}", sizeAttribute = "size", nameAttribute = "name")
    public FileRef body;

    public long size;

    public String name;

    @StoredFile(onReplace = StoredFile.KEEP, onRemove = StoredFile.KEEP)
    public FileRef seal;

    @Embedded
    public Stamp stamp;

    public Letter() {}

    public Letter(String title, FileRef body) {
        this.title = title;
        this.body = body;
    }
}
