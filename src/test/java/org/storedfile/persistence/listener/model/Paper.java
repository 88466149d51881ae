package org.storedfile.persistence.listener.model;

import jakarta.persistence.MappedSuperclass;
import org.storedfile.FileRef;

/** A mapped superclass with a file. */
@MappedSuperclass
public abstract class Paper {
    public FileRef watermark;

    transient FileRef draft = FileRef.of("draft.txt", "not persistent");
}
