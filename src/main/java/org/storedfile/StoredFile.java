package org.storedfile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where the file of an attribute of type {@link FileRef} is stored, and which sibling attributes describe it.
 *
 * <p>Stands on the field or the getter, wherever the mapping annotations of the entity, mapped superclass or
 * embeddable stand; on a {@code List}, {@code Set} or {@code Map} of {@code FileRef} with {@code @ElementCollection}
 * too. Everything has a default, so an attribute without the annotation is a file as well. Wrong values stop the
 * persistence unit from starting; the message names entity, attribute and value.
 *
 * <p>A column that is never written ({@code insertable = false, updatable = false}, a formula) owns no file. One with
 * {@code updatable = false} keeps its first file: as with every such attribute a change of it is ignored, and the new
 * file is not stored. The second-level cache gets the file that the row has. For a column that is never written nobody
 * knows it, so a flush that would cache a new file there fails.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface StoredFile {
    /** Says that a file goes: see {@link #onReplace} and {@link #onRemove}. */
    String DELETE = "delete";

    /** Says that a file stays for ever: see {@link #onReplace} and {@link #onRemove}. */
    String KEEP = "keep";

    /**
     * The name of the storage for new files; empty for the application's default storage. Checked when the persistence
     * unit starts if the storages are known by then, otherwise with the first new file.
     */
    String storage() default "";

    /**
     * The folder for new files: a template such as {@code invoices/{yyyy}/{MM}/{customer.name}}. Known are
     * {@code {yyyy}}, {@code {MM}} and {@code {dd}} (the date in UTC), {@code {entity}}, {@code {attribute}}, and
     * properties of the entity, each cleaned so that it is one segment of the key. {@code {id}} needs an identifier
     * that is known before the insert, so not IDENTITY. Empty for no folder.
     */
    String uploadTo() default "";

    /**
     * A bean that decides the folder instead of {@link #uploadTo}: a CDI bean of this type, or without CDI a class with
     * a constructor without arguments.
     */
    Class<? extends UploadTo> uploadToBean() default UploadTo.class;

    /** The sibling attribute of type {@code long} or {@code Long} that receives the size in bytes. */
    String sizeAttribute() default "";

    /** The sibling attribute of type {@code String} that receives the media type, such as {@code image/png}. */
    String contentTypeAttribute() default "";

    /**
     * The sibling attribute of type {@code String} that receives the name of the file as its source gave it; of a file
     * that was stored before, what its key tells of it.
     */
    String nameAttribute() default "";

    /** The sibling attribute of type {@code String} that receives the SHA-256 in hexadecimal, 64 characters. */
    String checksumAttribute() default "";

    /**
     * What becomes of a file, once that is committed, when the attribute gets another one or {@code null} while its row
     * stays:
     *
     * <ul>
     *   <li>{@link #DELETE}: it goes, after {@link JournalSettings#removeAfter} if that is set.
     *   <li>{@link #KEEP}: it stays for ever. The journal, if there is one, remembers it, so that {@code sweep} spares it
     *       although no row refers to it; without a journal {@code sweep} leaves all files alone while an attribute keeps
     *       any. What was kept before there was a journal is unknown to it. It has one row for each such file, in the
     *       state {@code removal}: set its {@code due_at} to 0, and the reaper removes the file and the row.
     *   <li>A time as {@link java.time.Duration#parse} reads it, such as {@code P30D} (30 days) or {@code PT12H} (12
     *       hours): it goes when this, and {@link JournalSettings#removeAfter}, is over. Needs the journal.
     * </ul>
     *
     * <p>Unset it is {@link #DELETE}, but for attributes with a history, by Hibernate Envers, by Hibernate's own
     * {@code @Audited} or {@code @Temporal}, or by a {@code HistoryPolicy} of EclipseLink: old revisions refer to their
     * files, which therefore stay, also when another attribute of the unit gives them up, to which they moved. The tables
     * of the history are asked for what attributes without one give up, and need an index on their columns of files,
     * without which transactions may wait for each other where reads lock (serializable ones, and SQL Server); EclipseLink
     * does not see a revision younger than the transaction's snapshot, at REPEATABLE READ and above. An attribute with a
     * history that says otherwise has revisions without their files, and {@code verify} tells so.
     *
     * <p>As long as the file is there, {@link StoredFiles#existing} brings it back. Its variants stay and go with it. Where
     * several attributes give up one file in a transaction, the longest time counts. In an element collection a file that
     * leaves while others come was replaced or removed, and nobody knows which: the longer of both counts. What a
     * transaction stored and gives up again was never there to be kept. Bulk statements are not seen, and give up nothing.
     */
    String onReplace() default "";

    /**
     * What becomes of a file, once that is committed, when its row goes, by a removal of the entity or as an orphan, or its
     * element leaves its collection. Values and default are those of {@link #onReplace}. A row that is only marked as
     * deleted ({@code @SoftDelete}, {@code @SQLDelete}) keeps its files, whatever this says.
     */
    String onRemove() default "";
}
