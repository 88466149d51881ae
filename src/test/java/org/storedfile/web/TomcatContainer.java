package org.storedfile.web;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** Tomcat. */
public final class TomcatContainer implements Container {
    private final Tomcat tomcat = new Tomcat();

    private TomcatContainer(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception {
        Path parts = Files.createDirectories(temporary.resolve("parts"));
        tomcat.setBaseDir(temporary.resolve("server").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("/app", null);
        parameters.forEach(context::addParameter);
        servlets.forEach((mapping, servlet) -> {
            Wrapper wrapper = Tomcat.addServlet(context, mapping, servlet);
            wrapper.setMultipartConfigElement(Container.forms(mapping, parts));
            context.addServletMappingDecoded(mapping, mapping);
        });
        context.addServletContainerInitializer(new DefaultMapping(), Set.of());
        tomcat.start();
    }

    /** Starts one with these servlets by their mappings. */
    public static Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception {
        return new TomcatContainer(servlets, parameters, temporary);
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/app");
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not stop", e);
        }
    }
}
