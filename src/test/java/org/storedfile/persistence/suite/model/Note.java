package org.storedfile.persistence.suite.model;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has an assigned identifier, property access, and a column that may not be null. */
@Entity
@Access(AccessType.PROPERTY)
public class Note {
    private String id;
    private String text;
    private FileRef attachment;

    public Note() {}

    public Note(String id, String text, FileRef attachment) {
        this.id = id;
        this.text = text;
        this.attachment = attachment;
    }

    @Id
    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    @Column(nullable = false)
    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    @StoredFile(uploadTo = "notes/{id}")
    public FileRef getAttachment() {
        return attachment;
    }

    public void setAttachment(FileRef attachment) {
        this.attachment = attachment;
    }
}
