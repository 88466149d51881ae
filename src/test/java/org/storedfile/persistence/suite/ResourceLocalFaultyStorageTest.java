package org.storedfile.persistence.suite;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.persistence.suite.run.FaultyBucket;
import org.storedfile.persistence.suite.run.Unit;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourceLocalFaultyStorageTest extends FaultyStorageTest {
    private static final FaultyBucket BUCKET = FaultyBucket.open();

    @RegisterExtension
    static final Unit UNIT = with(BUCKET);

    @Override
    protected Unit unit() {
        return UNIT;
    }

    @Override
    protected FaultyBucket bucket() {
        return BUCKET;
    }
}
