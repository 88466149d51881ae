package org.storedfile.persistence.listener.model;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.StoredFileListener;

/** Wants what only a journal can do. */
@Entity
@EntityListeners(StoredFileListener.class)
public class Receipt {
    @Id
    public long id = 1;

    @StoredFile(onRemove = "P30D")
    public FileRef scan = FileRef.of("scan.pdf", "scan");
}
