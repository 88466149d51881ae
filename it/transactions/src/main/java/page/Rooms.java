package page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.storedfile.UploadTo;

/** Decides a folder with the help of another bean. */
@ApplicationScoped
public class Rooms implements UploadTo {
    @Inject
    private Gate gate;

    @Override
    public String folder(Upload upload) {
        return ((Paper) upload.entity()).getFolder() + "/" + gate.room();
    }
}
