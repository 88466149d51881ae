package gallery.api;

import gallery.Item;

/** An item in a list: what its row tells, so that no storage is asked for each of them. */
public class ItemSummary {
    private Long id;
    private String title;
    private String fileName;
    private long size;
    private String contentType;

    static ItemSummary of(Item item) {
        ItemSummary json = new ItemSummary();
        json.id = item.id();
        json.title = item.title();
        json.fileName = item.fileName();
        json.size = item.size();
        json.contentType = item.contentType();
        return json;
    }

    public Long getId() {
        return id;
    }

    public String getTitle() {
        return title;
    }

    public String getFileName() {
        return fileName;
    }

    public long getSize() {
        return size;
    }

    public String getContentType() {
        return contentType;
    }
}
