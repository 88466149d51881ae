package org.storedfile.persistence.listener.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** An embeddable with a file. */
@Embeddable
public class Stamp {
    @Column(name = "stamp_image", length = 60)
    @StoredFile(uploadTo = "stamps", contentTypeAttribute = "type")
    public FileRef image;

    @Column(name = "stamp_type")
    public String type;

    public Stamp() {}

    public Stamp(FileRef image) {
        this.image = image;
    }
}
