package org.storedfile.persistence.suite;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.Unit;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLocalRollbackTest extends RollbackTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Note.class);

    @Override
    Unit unit() {
        return UNIT;
    }
}
