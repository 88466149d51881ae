package org.storedfile.storage;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * What every storage and every decorator must do. Extend it, say how a storage is made, override what the medium needs
 * of {@link StorageFixture}, and then test only what is special about yours. What a storage does not have (a
 * capability, writers that leave something when they die) shows up as skipped, with the reason.
 *
 * <p>It is in the jar with the classifier {@code tests}, and needs {@code junit-jupiter} and {@code assertj-core} beside
 * it.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class StorageContract
        implements WriteContract,
                ReadContract,
                DeleteContract,
                ListContract,
                ConcurrencyContract,
                CapabilityContract,
                LimitsContract {}
