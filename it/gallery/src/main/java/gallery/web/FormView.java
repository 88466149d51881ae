package gallery.web;

import gallery.FileCheck;
import gallery.Item;
import gallery.KeptFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form for new items and for one that changes. */
record FormView(String base, Html csrf, Optional<DraftView> draft) {
    Page add() {
        Html form = Html.of(
                """
                <form class="form" method="post" action="{}/add" enctype="multipart/form-data" novalidate data-upload>
                {}{}{}{}
                <div class="actions"><button class="button primary large">Add</button>
                <a class="button plain" href="{}/">Cancel</a></div>
                {}
                </form>
                """,
                base,
                csrf,
                hidden(),
                title(""),
                files("Files", "Each becomes an entry with this title.", true),
                base,
                PROGRESS);
        return new Page(
                "Add files", Html.of("<div class=\"sheet-page\"><h1>Add files</h1>{}{}</div>", summary(), form));
    }

    Page edit(Item item) {
        String address = base + "/items/" + item.id();
        Html form = Html.of(
                """
                <form class="form" method="post" action="{}/edit" enctype="multipart/form-data" novalidate data-upload>
                {}{}<input type="hidden" name="version" value="{}">
                {}
                <div class="now">{}<p>Now: <strong>{}</strong><br><span class="quiet">{}</span></p></div>
                {}
                <div class="actions"><button class="button primary large">Save</button>
                <a class="button plain" href="{}">Cancel</a></div>
                {}
                </form>
                """,
                address,
                csrf,
                hidden(),
                draft.map(view -> view.draft().itemVersion()).orElse(item.version()),
                title(item.title()),
                Thumbnail.small(address, item),
                item.fileName(),
                FileCheck.readable(item.size()),
                files("Replace the file", "Leave this empty to keep the file as it is.", false),
                address,
                PROGRESS);
        return new Page("Edit", Html.of("<div class=\"sheet-page\"><h1>Edit</h1>{}{}</div>", summary(), form));
    }

    private static final Html PROGRESS = new Html("""
            <div class="progress" data-progress hidden>
            <label for="progress">Uploading</label>
            <progress id="progress" max="100" value="0"></progress>
            </div>
            <p class="report" data-report role="status"></p>
            """);

    private Html hidden() {
        return draft.map(view -> Html.of(
                        "<input type=\"hidden\" name=\"draft\" value=\"{}\">",
                        view.draft().id()))
                .orElse(Html.NONE);
    }

    private Html summary() {
        List<Html> problems = Stream.concat(
                        titleProblem().map(text -> Html.of("<li><a href=\"#title\">{}</a></li>", text)).stream(),
                        fileProblems().stream().map(text -> Html.of("<li><a href=\"#files\">{}</a></li>", text)))
                .toList();
        return problems.isEmpty() ? Html.NONE : Html.of("""
                        <div class="summary" role="alert" tabindex="-1" data-summary>
                        <h2>Not saved yet</h2>
                        <ul>{}</ul>
                        </div>
                        """, Html.join(problems.stream()));
    }

    private Html title(String now) {
        return Html.of(
                """
                <div class="field{}">
                <label for="title">Title</label>
                {}
                <input id="title" name="title" type="text" required maxlength="120" autocomplete="off" value="{}"{}>
                </div>
                """,
                titleProblem().isPresent() ? new Html(" wrong") : Html.NONE,
                titleProblem()
                        .map(text -> problem("title-problem", List.of(text)))
                        .orElse(Html.NONE),
                draft.map(view -> view.draft().title()).orElse(now),
                titleProblem().isPresent()
                        ? new Html(" aria-invalid=\"true\" aria-describedby=\"title-problem\"")
                        : Html.NONE);
    }

    private Html files(String label, String hint, boolean several) {
        List<String> problems = fileProblems();
        return Html.of(
                """
                <div class="field{}">
                <label for="files">{}</label>
                <p class="hint" id="files-hint">{} Pictures, PDF and text, up to {}{}.</p>
                {}{}
                <div class="drop" data-drop data-limit="{}" data-total="{}">
                <input id="files" name="files" type="file"{} accept="{}" aria-describedby="files-hint{}">
                <p class="drop-text" aria-hidden="true">
                <svg viewBox="0 0 24 24"><path d="M12 16V4M7 9l5-5 5 5M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4"/></svg>
                <span><strong>Choose {}</strong><span class="aside"> or drop {} here</span></span></p>
                </div>
                {}
                <template data-paper>{}</template>
                <ul class="files" data-chosen aria-label="Chosen"></ul>
                </div>
                """,
                problems.isEmpty() ? Html.NONE : new Html(" wrong"),
                label,
                hint,
                FileCheck.readable(FileCheck.MAX_SIZE),
                several ? " each" : "",
                problems.isEmpty() ? Html.NONE : problem("files-problem", problems.size() == 1 ? problems : several()),
                kept(),
                FileCheck.MAX_SIZE,
                Forms.MAX_FILES,
                several ? new Html(" multiple") : Html.NONE,
                "image/png,image/jpeg,image/gif,image/webp,image/bmp,image/tiff,application/pdf,text/plain,.txt,.csv,.md",
                problems.isEmpty() ? Html.NONE : new Html(" files-problem\" aria-invalid=\"true"),
                several ? "files" : "a file",
                several ? "them" : "it",
                DirectFiles.areTaken() ? direct() : Html.NONE,
                Thumbnail.paper(""));
    }

    // Only scripts can.
    private Html direct() {
        return Html.of(
                """
                <div class="direct" data-direct="{}/direct" data-most="{}">
                <label><input type="checkbox"> Send straight to the storage</label>
                <select aria-label="How">
                <option value="">as it fits</option>
                <option value="put">with a PUT</option>
                <option value="form">with a form</option>
                {}
                </select>
                </div>
                """,
                base,
                DirectTickets.MOST,
                DirectFiles.takesParts() ? new Html("<option value=\"parts\">in parts</option>") : Html.NONE);
    }

    private Html kept() {
        List<KeptFile> files = draft.map(DraftView::files).orElse(List.of());
        return files.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<ul class=\"files kept\" aria-label=\"Kept from before\">{}</ul>",
                        Html.join(files.stream().map(this::kept)));
    }

    private Html kept(KeptFile file) {
        String address = base + "/kept?draft=" + file.draft().id() + "&file=" + file.id();
        return Html.of(
                """
                <li><label>{}<span class="label"><span class="title">{}</span>
                <span class="quiet">{} · kept</span></span>
                <span class="keep"><input type="checkbox" name="keep" value="{}" checked> Keep</span></label></li>""", Thumbnail.small(address, file), file.fileName(), FileCheck.readable(file.size()), file.id());
    }

    private Optional<String> titleProblem() {
        return draft.flatMap(DraftView::titleProblem);
    }

    private List<String> fileProblems() {
        return draft.map(view -> view.draft().problems()).orElse(List.of());
    }

    // The summary says it of each; said twice it would push the form out of sight.
    private List<String> several() {
        return List.of(fileProblems().size() + " files were not added, for the reasons above.");
    }

    private static Html problem(String id, List<String> texts) {
        return Html.of(
                "<p class=\"problem\" id=\"{}\">{}</p>",
                id,
                Html.join(texts.stream().map(text -> Html.of("<span>{}</span>", text))));
    }
}
