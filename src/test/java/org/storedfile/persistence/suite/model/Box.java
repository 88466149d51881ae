package org.storedfile.persistence.suite.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;

/** Lies on a shelf. */
@Entity
public class Box {
    @Id
    @GeneratedValue
    public Long id;

    public FileRef label;

    public Box() {}

    public Box(FileRef label) {
        this.label = label;
    }
}
