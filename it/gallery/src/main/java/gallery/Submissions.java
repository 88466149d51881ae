package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import java.util.stream.Stream;
import org.storedfile.ImageRefusedException;

/** Forms as they come. Outside of transactions: the files of one that was rolled back are new again, for another one. */
@ApplicationScoped
public class Submissions {
    @Inject
    Gallery gallery;

    /** Makes an item of each file. */
    public Answer add(Form form) {
        return answer(pictures -> gallery.add(form, pictures));
    }

    /** Changes the title, and the file if the form has one. */
    public Answer change(long id, Form form) {
        return answer(pictures -> gallery.change(id, form, pictures));
    }

    private static Answer answer(Function<PictureCheck, Answer> transaction) {
        try {
            return transaction.apply(PictureCheck.HEADER);
        } catch (RuntimeException e) {
            if (Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                    .noneMatch(ImageRefusedException.class::isInstance)) {
                throw e;
            }
            return transaction.apply(PictureCheck.PIXELS);
        }
    }
}
