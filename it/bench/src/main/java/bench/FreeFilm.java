package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;

/** A file without rules. */
@Entity
public class FreeFilm implements Validating.Film {
    @Id
    @GeneratedValue
    private Long id;

    private FileRef film;

    @Override
    public void film(FileRef file) {
        film = file;
    }
}
