package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.CommitFault;
import org.storedfile.persistence.suite.run.Unit;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLocalCommitUnknownTest extends CommitUnknownTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class);

    @Override
    Unit unit() {
        return UNIT;
    }

    @Test
    void a_commit_that_succeeded_without_an_answer_deletes_nothing() {
        replaceAndRemove(CommitFault.AFTERWARDS);

        assertThat(UNIT.storage().calls("delete")).isEmpty();
    }
}
