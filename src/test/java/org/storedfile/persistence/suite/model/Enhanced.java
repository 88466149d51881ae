package org.storedfile.persistence.suite.model;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Enhanced by Hibernate when a test loads it: tracks its changes, and loads one file lazily. */
@Entity
public class Enhanced implements EnhancedView {
    @Id
    @GeneratedValue
    private Long id;

    private String title;

    @StoredFile(sizeAttribute = "size", nameAttribute = "originalName")
    private FileRef file;

    @Column(name = "bytes")
    private Long size;

    private String originalName;

    @Basic(fetch = FetchType.LAZY)
    private FileRef lazy;

    @Embedded
    @AttributeOverride(name = "file", column = @Column(name = "attached"))
    private Attachment attachment;

    public Enhanced() {}

    @Override
    public Long getId() {
        return id;
    }

    @Override
    public void setTitle(String title) {
        this.title = title;
    }

    @Override
    public String getTitle() {
        return title;
    }

    @Override
    public FileRef getFile() {
        return file;
    }

    @Override
    public void setFile(FileRef file) {
        this.file = file;
    }

    @Override
    public Long getSize() {
        return size;
    }

    @Override
    public FileRef getLazy() {
        return lazy;
    }

    @Override
    public void setLazy(FileRef lazy) {
        this.lazy = lazy;
    }

    @Override
    public void setAttached(FileRef file) {
        Attachment next = new Attachment();
        next.file = file;
        attachment = next;
    }

    @Override
    public FileRef getAttached() {
        return attachment == null ? null : attachment.file;
    }

    @Override
    public String getOriginalName() {
        return originalName;
    }
}
