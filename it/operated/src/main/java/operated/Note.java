package operated;

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

    Note(FileRef file) {
        this.file = file;
    }

    String key() {
        return file.key();
    }
}
