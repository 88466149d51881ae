package org.storedfile.cdi.config;

import java.util.Optional;
import java.util.Set;

/** The application's settings. */
public interface Settings {
    /** Returns the value of the property, with the runtime's own precedence of files, environment and the rest. */
    Optional<String> value(String property);

    /** Returns the names of all properties that sources list; some that only the environment has may be missing. */
    Set<String> properties();

    /**
     * Returns the settings of the application that the context class loader belongs to; none where the runtime has no
     * MicroProfile Config.
     */
    static Settings current() {
        try {
            return MicroProfileSettings.current();
        } catch (LinkageError e) {
            // The API is not on the class path. Naming the class above would load it in vain, and so would a look-up.
            return new NoSettings();
        }
    }
}
