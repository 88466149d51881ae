package gallery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.storedfile.FileRef;

/**
 * What somebody sent.
 *
 * @param keep which files of the draft are still wanted
 * @param version of the item as it was when the form was made
 */
public record Form(String title, List<FileRef> files, Optional<String> draft, Set<Long> keep, int version) {}
