package server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Starts servers of one make. */
interface Family {
    Map<String, Family> FAMILIES = Map.of(
            "wildfly", WildFly::start,
            "liberty", Liberty::start,
            "tomcat", Tomcat::start,
            "payara-micro", PayaraMicro::start,
            "glassfish", GlassFish::start,
            "glassfish-embedded", EmbeddedGlassFish::start);

    Server start(Installation installation, List<Application> applications) throws IOException;

    static Family of(String name) {
        Family family = FAMILIES.get(name);
        if (family == null) {
            throw new IllegalArgumentException(
                    "there is no server family '" + name + "'; there are " + FAMILIES.keySet());
        }
        return family;
    }
}
