package org.storedfile.readme;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.jspecify.annotations.NullUnmarked;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

@NullUnmarked
@Entity
public class Album {
    @Id
    @GeneratedValue
    private Long id;

    @StoredFile(uploadTo = "covers/{yyyy}/{MM}")
    private FileRef cover;

    public FileRef getCover() {
        return cover;
    }

    public void setCover(FileRef cover) {
        this.cover = cover;
    }

    public Long getId() {
        return id;
    }
}
