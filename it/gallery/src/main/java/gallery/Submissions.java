package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.storedfile.FileRefusedException;
import org.storedfile.ImageRefusedException;

/** Forms as they come. Outside of transactions: the files of one that was rolled back are new again, for another one. */
@ApplicationScoped
public class Submissions {
    private static final System.Logger LOG = System.getLogger(Submissions.class.getName());

    @Inject
    Gallery gallery;

    @Inject
    Drafts drafts;

    /** Makes an item of each file. */
    public Answer add(Form form) {
        removeOldDrafts();
        return answer(pictures -> gallery.add(form, pictures));
    }

    /** Changes the title, and the file if the form has one. */
    public Answer change(long id, Form form) {
        return answer(pictures -> gallery.change(id, form, pictures));
    }

    // In a transaction of its own: who adds files must not lose them because somebody else removes the same drafts.
    private void removeOldDrafts() {
        try {
            drafts.removeOld();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.INFO, "old drafts stay until the next files are added: {0}", e);
        }
    }

    private static boolean isOfFile(Throwable failure) {
        return failure instanceof ImageRefusedException
                || failure instanceof FileRefusedException
                || failure instanceof ConstraintViolationException;
    }

    private static Answer answer(Function<PictureCheck, Answer> transaction) {
        try {
            return transaction.apply(PictureCheck.HEADER);
        } catch (RuntimeException e) {
            if (Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                    .noneMatch(Submissions::isOfFile)) {
                throw e;
            }
            return transaction.apply(PictureCheck.PIXELS);
        }
    }
}
