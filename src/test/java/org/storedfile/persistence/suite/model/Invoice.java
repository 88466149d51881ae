package org.storedfile.persistence.suite.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has an identity column, no version, and a file in the storage {@code archive}. */
@Entity
public class Invoice {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String number;

    @StoredFile(storage = "archive", uploadTo = "invoices")
    public FileRef scan;

    public Invoice() {}

    public Invoice(FileRef scan) {
        this.scan = scan;
    }
}
