package org.storedfile.persistence.suite.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.storage.TestContents;

/** Has a film in one storage, and a trailer in another. */
@Entity
public class Movie {
    @Id
    @GeneratedValue
    public Long id;

    @StoredFile(storage = "movies")
    public FileRef film;

    @StoredFile
    public FileRef trailer;

    public Movie() {}

    /** Returns one with a film of so many bytes. */
    public static Movie ofSize(int size) {
        Movie movie = new Movie();
        movie.film = film(size);
        return movie;
    }

    /** Returns a new file of so many bytes, which can be read once. */
    public static FileRef film(int size) {
        return FileRef.of("film.mov", new ByteArrayInputStream(TestContents.bytes(size)));
    }
}
