package org.storedfile.web;

import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** What is known of the objects that were served last, so that it is not worked out for each request. Thread safe. */
final class KnownObjects {
    private final Recent<Place, KnownObject> objects;

    KnownObjects(int most) {
        objects = new Recent<>(most);
    }

    KnownObject of(Source source, StoredObject object) {
        Place place = new Place(source.storage(), object);
        KnownObject known = objects.get(place);
        return known != null ? known : objects.put(place, new KnownObject(source, object));
    }

    /** Knows none any more, and so keeps no storage. */
    void forget() {
        objects.clear();
    }

    private record Place(Storage storage, StoredObject object) {}
}
