package org.storedfile.persistence.suite.model;

import static org.storedfile.StoredFile.DELETE;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditTable;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Is audited by Hibernate Envers, but for some of its attributes. */
@Entity
@Audited
@AuditTable("old_tapes")
@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
public class Tape {
    @Id
    @GeneratedValue
    public Long id;

    public FileRef sound;

    @NotAudited
    public FileRef cover;

    @StoredFile(onReplace = DELETE, onRemove = DELETE)
    public FileRef label;

    @Embedded
    public Box box = new Box();

    @ElementCollection
    public List<FileRef> parts = new ArrayList<>();

    @NotAudited
    @ElementCollection
    public List<FileRef> notes = new ArrayList<>();

    @ElementCollection
    @AuditJoinTable(name = "old_boxes")
    public List<Box> boxes = new ArrayList<>();

    /** Has two files, of which only one is audited. */
    @Embeddable
    public static class Box {
        public FileRef lid;

        @NotAudited
        public FileRef bottom;
    }

    /** Has one more. */
    @Entity(name = "Film")
    @Audited
    public static class Film extends Tape {
        public FileRef pictures;
    }

    /** Has one attribute that is audited, and one that is not. */
    @Entity(name = "Reel")
    public static class Reel {
        @Id
        @GeneratedValue
        public Long id;

        @Audited
        public FileRef strip;

        public FileRef leader;

        @Audited
        @ElementCollection
        public List<FileRef> pieces = new ArrayList<>();
    }
}
