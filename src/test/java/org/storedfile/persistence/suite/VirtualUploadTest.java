package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Folder;
import org.storedfile.persistence.suite.run.Endless;
import org.storedfile.persistence.suite.run.Meeting;
import org.storedfile.persistence.suite.run.Unit;

/** The files of one flush are stored by virtual threads, if that is wanted, beside the one that flushes. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
@DisplayNameGeneration(ReplaceUnderscores.class)
class VirtualUploadTest {
    private static final int AT_ONCE = 16;

    @RegisterExtension
    static final Unit UNIT =
            Unit.of(Folder.class).files(files -> files.uploadThreads(AT_ONCE).virtualUploadThreads(true));

    @Test
    void virtual_threads_store_the_files_at_once() {
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().beforeWrite(all::join);

        Folder folder = UNIT.save(folder());

        for (FileRef page : folder.pages) {
            assertThat(UNIT.storage().text(page.key())).isEqualTo("page " + folder.pages.indexOf(page));
        }
        Set<Thread> others = new HashSet<>(UNIT.storage().writers());
        assertThat(others.remove(Thread.currentThread())).isTrue();
        assertThat(others).hasSizeGreaterThanOrEqualTo(AT_ONCE - 1).allMatch(VirtualUploadTest::isVirtual);
        assertThat(UNIT.storage().mostAtOnce()).isEqualTo(AT_ONCE);
    }

    @Test
    void a_failure_breaks_off_the_others_and_awaits_them() {
        Meeting all = new Meeting(AT_ONCE);
        UNIT.storage().failOn(call -> {
            if (!call.startsWith("write")) {
                return false;
            }
            all.join();
            return call.contains("/bad_");
        });
        Folder folder = new Folder();
        for (int i = 0; i < AT_ONCE; i++) {
            folder.pages.add(i == 5 ? FileRef.of("bad.bin", "bad") : FileRef.of("endless.bin", new Endless()));
        }

        assertThatThrownBy(() -> UNIT.save(folder)).hasStackTraceContaining("the disk is on fire");

        assertThat(UNIT.storage().underWay()).isZero();
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    private static Folder folder() {
        Folder folder = new Folder();
        for (int i = 0; i < 40; i++) {
            folder.pages.add(FileRef.of("page.txt", "page " + i));
        }
        return folder;
    }

    // Java 17 compiles this, which has no Thread.isVirtual().
    private static boolean isVirtual(Thread thread) {
        return thread.toString().startsWith("VirtualThread[");
    }
}
