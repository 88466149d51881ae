package gallery.web;

import gallery.Draft;
import gallery.KeptFile;
import java.util.List;
import java.util.Optional;

/** A form that came back. */
record DraftView(Draft draft, List<KeptFile> files, Optional<String> titleProblem) {}
