package org.storedfile.persistence.suite.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has a sequence, a version, a unique column, and two files, one of them without an annotation. */
@Entity
public class Album {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    public Long id;

    @Version
    public int version;

    @Column(unique = true)
    public String title;

    @StoredFile(uploadTo = "covers/{yyyy}/{MM}")
    public FileRef cover;

    public FileRef booklet;

    public Album() {}

    public Album(FileRef cover) {
        this.cover = cover;
    }

    public Album(String title, FileRef cover) {
        this.title = title;
        this.cover = cover;
    }
}
