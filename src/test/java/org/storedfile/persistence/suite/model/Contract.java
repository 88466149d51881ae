package org.storedfile.persistence.suite.model;

import static org.storedfile.StoredFile.DELETE;
import static org.storedfile.StoredFile.KEEP;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.List;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Keeps in all ways. */
@Entity
public class Contract {
    @Id
    @GeneratedValue
    public Long id;

    @StoredFile(onReplace = "P30D", onRemove = KEEP)
    public FileRef scan;

    @StoredFile(onReplace = DELETE, onRemove = "P30D")
    public FileRef draft;

    @Embedded
    public Seal seal = new Seal();

    @ElementCollection
    @OrderColumn
    @StoredFile(onReplace = KEEP, onRemove = "P30D")
    public List<FileRef> pages = new ArrayList<>();

    @ElementCollection
    public List<Seal> seals = new ArrayList<>();

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Annex> annexes = new ArrayList<>();

    /** Belongs to a contract. */
    @Entity(name = "Annex")
    public static class Annex {
        @Id
        @GeneratedValue
        public Long id;

        @StoredFile(onRemove = "P30D")
        public FileRef text;
    }

    /** Has two files. */
    @Embeddable
    public static class Seal {
        @StoredFile(onReplace = KEEP, onRemove = "PT720H")
        public FileRef wax;

        public FileRef print;
    }
}
