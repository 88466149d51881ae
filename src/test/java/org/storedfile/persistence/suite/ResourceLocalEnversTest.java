package org.storedfile.persistence.suite;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.persistence.suite.run.Unit;

@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLocalEnversTest extends EnversTest {
    @RegisterExtension
    static final Unit UNIT = audited();

    @Override
    Unit unit() {
        return UNIT;
    }
}
