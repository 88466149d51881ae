package clamav;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;

/** Has an attachment that strangers send. */
@Entity
public class Mail {
    @Id
    @GeneratedValue
    Long id;

    FileRef attachment;
}
