package org.storedfile.persistence.listener.model;

import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.FileRefConverter;
import org.storedfile.persistence.StoredFileListener;

/** Has files in an element collection. EclipseLink applies no converter to one by itself. */
@Entity
@EntityListeners(StoredFileListener.class)
public class Binder {
    @Id
    @GeneratedValue
    public Long id;

    @ElementCollection
    @Convert(converter = FileRefConverter.class)
    @StoredFile(uploadTo = "sheets")
    public List<FileRef> sheets = new ArrayList<>();
}
