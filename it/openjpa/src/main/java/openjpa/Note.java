package openjpa;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;

/** A row with a file. */
@Entity
public class Note {
    @Id
    @GeneratedValue
    private Long id;

    private FileRef file;

    protected Note() {}

    public Note(FileRef file) {
        this.file = file;
    }

    public Long getId() {
        return id;
    }

    public FileRef getFile() {
        return file;
    }
}
