package org.storedfile.readme;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.storedfile.FileRef;
import org.storedfile.web.FileResponse;
import org.storedfile.web.UploadedFile;

/** What the README quotes of servlets. */
final class Serving {
    private Serving() {}

    static List<FileRef> serve(FileRef file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<FileRef> pictures = UploadedFile.all(request, "pictures"); // new ones, of <input type="file" multiple>
        FileResponse.of(file).fileName("Front.png").send(request, response); // after your own check
        return pictures;
    }
}
