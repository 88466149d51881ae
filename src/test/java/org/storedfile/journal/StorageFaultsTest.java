package org.storedfile.journal;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.persistence.suite.FaultyStorageTest;
import org.storedfile.persistence.suite.run.FaultyBucket;
import org.storedfile.persistence.suite.run.StorageFault;
import org.storedfile.persistence.suite.run.Unit;

/** The faults of a storage that the suite leaves out, because it runs so often. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageFaultsTest extends FaultyStorageTest {
    private static final FaultyBucket BUCKET = FaultyBucket.open();

    @RegisterExtension
    static final Unit UNIT = with(BUCKET);

    @Override
    protected Stream<StorageFault> faults() {
        return StorageFault.more();
    }

    @Override
    protected Unit unit() {
        return UNIT;
    }

    @Override
    protected FaultyBucket bucket() {
        return BUCKET;
    }
}
