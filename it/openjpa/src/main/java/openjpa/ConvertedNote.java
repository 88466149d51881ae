package openjpa;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.FileRefConverter;
import org.storedfile.persistence.StoredFileListener;

/** A row with a file that names converter and listener. */
@Entity
@EntityListeners(StoredFileListener.class)
public class ConvertedNote {
    @Id
    @GeneratedValue
    private Long id;

    @StoredFile
    @Convert(converter = FileRefConverter.class)
    @Column(columnDefinition = "varchar(255)")
    private FileRef file;

    protected ConvertedNote() {}

    public ConvertedNote(FileRef file) {
        this.file = file;
    }

    public Long getId() {
        return id;
    }

    public FileRef getFile() {
        return file;
    }
}
