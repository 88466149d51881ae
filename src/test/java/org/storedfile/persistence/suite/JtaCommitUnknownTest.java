package org.storedfile.persistence.suite;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.persistence.suite.run.Unit;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JtaCommitUnknownTest extends CommitUnknownTest {
    @RegisterExtension
    static final Unit UNIT = journaled().jta();

    @Override
    Unit unit() {
        return UNIT;
    }
}
