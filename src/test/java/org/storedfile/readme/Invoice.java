package org.storedfile.readme;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

@NullUnmarked
@Entity
public class Invoice {
    @Id
    private String number;

    private String customer;

    @StoredFile(
            storage = "invoices",
            uploadTo = "{customer}/{yyyy}",
            sizeAttribute = "scanSize",
            contentTypeAttribute = "scanType",
            nameAttribute = "scanName",
            checksumAttribute = "scanSha256")
    @Column(length = 200)
    private FileRef scan;

    private Long scanSize;
    private String scanType;
    private String scanName;
    private String scanSha256;

    @ElementCollection
    @StoredFile(storage = "invoices", uploadTo = "enclosures")
    private List<FileRef> enclosures = new ArrayList<>();

    public Invoice(String number, String customer) {
        this.number = number;
        this.customer = customer;
    }

    protected Invoice() {}

    public String getNumber() {
        return number;
    }

    public String getCustomer() {
        return customer;
    }

    public FileRef getScan() {
        return scan;
    }

    public void setScan(FileRef scan) {
        this.scan = scan;
    }

    public Long getScanSize() {
        return scanSize;
    }

    public String getScanType() {
        return scanType;
    }

    public String getScanName() {
        return scanName;
    }

    public String getScanSha256() {
        return scanSha256;
    }

    public List<FileRef> getEnclosures() {
        return enclosures;
    }
}
