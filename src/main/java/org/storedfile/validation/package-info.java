/**
 * Bean Validation constraints on attributes of type {@link org.storedfile.FileRef}: {@link
 * org.storedfile.validation.FileSize}, {@link org.storedfile.validation.FileType}, {@link
 * org.storedfile.validation.FileExtension} and {@link org.storedfile.validation.FileName}. They judge a file that is
 * new, before a form's transaction and again in the flush before a byte is stored; then once more the bytes while they
 * stream. A stored file was judged when it was stored: it is valid, and no storage is asked. {@code null} is valid.
 *
 * <p>As the standard has it, constraints inside an embeddable, or inside the elements of a collection, are judged only
 * where the attribute that holds it is {@link jakarta.validation.Valid}: without that, neither a form nor a flush sees
 * them, and the log says so when such an attribute gets its first new file. A name that is corrected to that of the real
 * format is judged once more before a byte is stored.
 *
 * <p>Uses the root package, {@code org.storedfile.storage}, Jakarta Persistence's annotations, and is the only one that
 * uses Jakarta Validation.
 */
@NullMarked
package org.storedfile.validation;

import org.jspecify.annotations.NullMarked;
