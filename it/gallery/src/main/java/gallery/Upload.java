package gallery;

import java.util.ArrayList;
import java.util.List;
import org.storedfile.FileRef;

/** The files of a form, parted into those that the gallery takes and what is wrong with the others. */
record Upload(List<FileRef> good, List<String> problems) {
    static Upload check(List<FileRef> files, PictureCheck pictures, DimensionCheck dimensions) {
        List<FileRef> good = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (FileRef file : files) {
            FileCheck.problem(file, pictures, dimensions).ifPresentOrElse(problems::add, () -> good.add(file));
        }
        return new Upload(good, problems);
    }
}
