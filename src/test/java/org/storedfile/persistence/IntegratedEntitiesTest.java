package org.storedfile.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IntegratedEntitiesTest {
    @Test
    void a_class_is_integrated_until_its_last_unit_is_closed() {
        Runnable first = IntegratedEntities.add(List.of(Mapped.class));
        Runnable second = IntegratedEntities.add(List.of(Mapped.class));

        first.run();
        first.run();
        assertThat(IntegratedEntities.contains(Mapped.class)).isTrue();

        second.run();
        assertThat(IntegratedEntities.contains(Mapped.class)).isFalse();
    }

    @Test
    void a_subclass_that_a_provider_makes_is_integrated_too() {
        Runnable unit = IntegratedEntities.add(List.of(Mapped.class));

        assertThat(IntegratedEntities.contains(new Mapped() {}.getClass())).isTrue();
        unit.run();
    }

    private static class Mapped {}
}
