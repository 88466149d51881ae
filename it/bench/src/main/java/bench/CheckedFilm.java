package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.validation.FileExtension;
import org.storedfile.validation.FileName;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.FileType;

/** A file with all the rules that there are. */
@Entity
public class CheckedFilm implements Validating.Film {
    @Id
    @GeneratedValue
    private Long id;

    @FileSize(min = "1", max = "100 GB")
    @FileType("*/*")
    @FileExtension({"mp4", "bin"})
    @FileName(maxLength = 100)
    private FileRef film;

    @Override
    public void film(FileRef file) {
        film = file;
    }
}
