package org.storedfile.persistence.eclipselink;

import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.history.HistoryPolicy;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a {@link HistoryPolicy} fills, whose rows refer to files that attributes gave up. Known once the session
 * has logged in.
 *
 * @param tables each of which is equal to the one whose former rows it has
 */
record History(List<DatabaseTable> tables) {
    static History of(ClassDescriptor descriptor) {
        return of(descriptor.getHistoryPolicy());
    }

    static History of(DirectCollectionMapping elements) {
        return of(elements.getHistoryPolicy());
    }

    private static History of(@Nullable HistoryPolicy policy) {
        return new History(policy == null ? List.of() : List.copyOf(policy.getHistoricalTables()));
    }

    /** Returns the one that has what the column had. */
    Optional<DatabaseTable> table(DatabaseField column) {
        return tables.stream().filter(table -> table.equals(column.getTable())).findFirst();
    }
}
