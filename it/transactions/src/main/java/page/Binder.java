package page;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A row with many files. */
@Entity
public class Binder {
    @Id
    @GeneratedValue
    private Long id;

    @Version
    private int version;

    private String folder;

    @ElementCollection
    @StoredFile(uploadTo = "{folder}")
    private List<FileRef> pages = new ArrayList<>();

    protected Binder() {}

    public Binder(String folder) {
        this.folder = folder;
    }

    public Long getId() {
        return id;
    }

    public String getFolder() {
        return folder;
    }

    public List<FileRef> getPages() {
        return pages;
    }
}
