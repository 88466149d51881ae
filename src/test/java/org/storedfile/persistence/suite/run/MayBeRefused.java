package org.storedfile.persistence.suite.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test in which a transaction changes what another one changed or looked at since it began. At an {@linkplain
 * Isolation#asked isolation level that the run asks for} a database may refuse that; the test is aborted then.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Refusal.class)
public @interface MayBeRefused {}
