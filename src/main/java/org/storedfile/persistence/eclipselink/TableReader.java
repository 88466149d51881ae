package org.storedfile.persistence.eclipselink;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.AggregateCollectionMapping;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.AttributeAnnotations;
import org.storedfile.persistence.FileColumn;

/** Finds all columns that hold files, once the session has logged in. */
final class TableReader {
    private final Session session;
    private final DatasourcePlatform platform;
    private final List<FileColumn> found = new ArrayList<>();
    private final List<FileColumn> history = new ArrayList<>();

    private TableReader(Session session) {
        this.session = session;
        this.platform = (DatasourcePlatform) session.getDatasourcePlatform();
    }

    /**
     * What was found.
     *
     * @param columns all of them
     * @param history those of tables that keep former rows
     */
    record Found(List<FileColumn> columns, List<FileColumn> history) {}

    static Found read(Session session) {
        TableReader reader = new TableReader(session);
        for (ClassDescriptor descriptor : session.getDescriptors().values()) {
            if (!descriptor.isAggregateDescriptor() && !descriptor.isAggregateCollectionDescriptor()) {
                reader.visitAll(descriptor, descriptor.getAlias(), History.of(descriptor));
            }
        }
        List<FileColumn> history = reader.history.stream()
                .filter(column -> reader.found.stream().noneMatch(column::isSame))
                .toList();
        return new Found(Stream.concat(reader.found.stream(), history.stream()).toList(), history);
    }

    private void visitAll(ClassDescriptor owner, String path, History history) {
        FileMappings.of(owner)
                .forEach(mapping -> visit(mapping, owner, path + "." + mapping.getAttributeName(), history));
    }

    private void visit(DatabaseMapping mapping, ClassDescriptor owner, String path, History history) {
        if (mapping instanceof AbstractDirectMapping direct && FileMappings.isFile(mapping)) {
            Optional<StoredFile> annotation =
                    AttributeAnnotations.find(StoredFile.class, mapping.getAttributeName(), owner.getJavaClass());
            DatabaseField field = direct.getField();
            add(
                    path,
                    field,
                    annotation.flatMap(a -> sibling(a.sizeAttribute(), owner, field)),
                    annotation.flatMap(a -> sibling(a.checksumAttribute(), owner, field)),
                    direct.getConverter());
            addHistory(history, field, direct.getConverter());
        } else if (mapping instanceof DirectCollectionMapping files && FileMappings.isFile(mapping)) {
            add(path, files.getDirectField(), Optional.empty(), Optional.empty(), files.getValueConverter());
            addHistory(History.of(files), files.getDirectField(), files.getValueConverter());
        } else if (mapping instanceof AggregateObjectMapping) {
            visitAll(mapping.getReferenceDescriptor(), path, history);
        } else if (mapping instanceof AggregateCollectionMapping) {
            visitAll(mapping.getReferenceDescriptor(), path, History.of(mapping.getReferenceDescriptor()));
        }
    }

    private Optional<String> sibling(String name, ClassDescriptor owner, DatabaseField file) {
        return FileMappings.of(owner).stream()
                .filter(mapping -> mapping.getAttributeName().equals(name))
                .filter(AbstractDirectMapping.class::isInstance)
                .map(mapping -> ((AbstractDirectMapping) mapping).getField())
                .filter(field -> field.getTable().equals(file.getTable()))
                .map(field -> field.getNameDelimited(platform))
                .findFirst();
    }

    private void addHistory(History kept, DatabaseField field, @Nullable Converter converter) {
        kept.table(field).ifPresent(table -> {
            String name = table.getQualifiedName() + "." + field.getName();
            add(history, column(name, table, field, Optional.empty(), Optional.empty(), converter));
        });
    }

    private void add(
            String path,
            DatabaseField field,
            Optional<String> size,
            Optional<String> checksum,
            @Nullable Converter converter) {
        add(found, column(path, field.getTable(), field, size, checksum, converter));
    }

    private static void add(List<FileColumn> columns, FileColumn column) {
        if (columns.stream().noneMatch(column::isSame)) {
            columns.add(column);
        }
    }

    private FileColumn column(
            String path,
            DatabaseTable table,
            DatabaseField field,
            Optional<String> size,
            Optional<String> checksum,
            @Nullable Converter converter) {
        return new FileColumn(
                path,
                table.getQualifiedNameDelimited(platform),
                field.getNameDelimited(platform),
                size,
                checksum,
                new Form(Objects.requireNonNull(converter), session));
    }

    private record Form(Converter converter, Session session) implements FileColumn.Form {
        @Override
        public @Nullable FileRef read(String value) {
            return (FileRef) converter.convertDataValueToObjectValue(value, session);
        }

        @Override
        public String write(FileRef file) {
            return converter.convertObjectValueToDataValue(file, session).toString();
        }
    }
}
