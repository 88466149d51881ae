package albums;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A row with a picture. */
@Entity
public class Album {
    @Id
    @GeneratedValue
    private Long id;

    @Version
    private int version;

    @Column(nullable = false, length = 20)
    private String title;

    @StoredFile(uploadTo = "covers/{yyyy}")
    private FileRef cover;

    protected Album() {}

    Album(String title, FileRef cover) {
        this.title = title;
        this.cover = cover;
    }

    Long id() {
        return id;
    }

    FileRef cover() {
        return cover;
    }

    void replaceCover(FileRef cover) {
        this.cover = cover;
    }
}
