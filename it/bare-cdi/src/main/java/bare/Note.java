package bare;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;

/** A row with a file that has no annotation: all defaults. */
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

    public Long id() {
        return id;
    }

    public FileRef file() {
        return file;
    }
}
