package gallery.api;

import gallery.Item;
import org.storedfile.FileRef;

/** An item, as programs see it and send it back. */
public class ItemJson {
    private Long id;
    private String title;
    private String fileName;
    private FileRef file;

    static ItemJson of(Item item) {
        ItemJson json = new ItemJson();
        json.id = item.id();
        json.title = item.title();
        json.fileName = item.fileName();
        json.file = item.file();
        return json;
    }

    public Long getId() {
        return id;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getFileName() {
        return fileName;
    }

    public FileRef getFile() {
        return file;
    }

    public void setFile(FileRef file) {
        this.file = file;
    }
}
