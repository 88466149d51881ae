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
        return isHere() ? MicroProfileSettings.current() : new NoSettings();
    }

    // By name, because a class that names the API does not load without it. Other faults of linking must rise: an
    // application whose settings cannot be read must not start with none.
    private static boolean isHere() {
        try {
            Class.forName("org.eclipse.microprofile.config.ConfigProvider", false, Settings.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
