package org.storedfile;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Lets files through when the scanner behind it fails, and says so in the log. */
record LenientScanner(FileScanner scanner) implements FileScanner {
    private static final System.Logger LOG = System.getLogger(FileScanner.class.getName());

    @Override
    public Scan begin(UploadTo.Upload upload) throws IOException {
        LenientScan scan = new LenientScan(upload.fileName());
        scan.attempt(() -> scan.running = scanner.begin(upload));
        return scan;
    }

    @Override
    public FileScanner orAccept() {
        return this;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static final class LenientScan implements Scan {
        private final String fileName;
        private @Nullable Scan running;
        private boolean isJudged;

        LenientScan(String fileName) {
            this.fileName = fileName;
        }

        @Override
        public void next(byte[] bytes, int offset, int length) throws IOException {
            Scan scan = running;
            if (scan != null) {
                attempt(() -> scan.next(bytes, offset, length));
            }
        }

        @Override
        public void finish() throws IOException {
            Scan scan = running;
            if (scan != null) {
                attempt(() -> {
                    scan.finish();
                    isJudged = true;
                });
            }
        }

        @Override
        public void close() throws IOException {
            Scan scan = running;
            running = null;
            if (scan != null && isJudged) {
                closeJudged(scan);
            } else if (scan != null) {
                attempt(scan::close);
            }
        }

        private void closeJudged(Scan scan) {
            try {
                scan.close();
            } catch (IOException | RuntimeException e) {
                // It has judged the file, and that stays.
                LOG.log(Level.WARNING, "the scanner failed after it had seen all of ''{0}'': {1}", fileName, e);
            }
        }

        void attempt(Step step) throws IOException {
            try {
                step.run();
            } catch (FileRefusedException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e; // the upload is given up, and the scanner is not to blame
                }
                // RuntimeException too: a scanner is the application's code, and its failure is to stop nobody.
                LOG.log(Level.WARNING, "the file ''{0}'' is stored without having been scanned: {1}", fileName, e);
                close();
            }
        }
    }
}
