package org.storedfile.journal;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.storage.TestContents;

/** Has a film in one storage, and a trailer in another. */
@Entity
@NullUnmarked
public class Movie {
    @Id
    @GeneratedValue
    Long id;

    @StoredFile(storage = "movies")
    FileRef film;

    @StoredFile
    FileRef trailer;

    public Movie() {}

    static Movie ofSize(int size) {
        Movie movie = new Movie();
        movie.film = film(size);
        return movie;
    }

    static FileRef film(int size) {
        return FileRef.of("film.mov", new ByteArrayInputStream(TestContents.bytes(size)));
    }
}
