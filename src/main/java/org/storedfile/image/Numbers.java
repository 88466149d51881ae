package org.storedfile.image;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import java.lang.reflect.Array;

/** The values of an entry: an array of numbers, or one number. */
record Numbers(Object value, int length) {
    private static final Numbers NONE = new Numbers(0, 0);

    static Numbers of(Directory directory, int tag) {
        Entry entry = directory.getEntryById(tag);
        if (entry == null) {
            return NONE;
        }
        Object value = entry.getValue();
        if (value instanceof Number) {
            return new Numbers(value, 1);
        }
        boolean areNumbers = value != null
                && value.getClass().isArray()
                && value.getClass().getComponentType().isPrimitive();
        return areNumbers ? new Numbers(value, Array.getLength(value)) : NONE;
    }

    long at(int index) {
        return value instanceof Number number ? number.longValue() : Array.getLong(value, index);
    }
}
