package org.storedfile.web;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty. */
final class JettyContainer implements Container {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private JettyContainer(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception {
        Path parts = Files.createDirectories(temporary.resolve("parts"));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app");
        context.setTempDirectory(temporary.resolve("server").toFile());
        parameters.forEach(context::setInitParameter);
        servlets.forEach((mapping, servlet) -> context.addServlet(holder(mapping, servlet, parts), mapping));
        context.addServletContainerInitializer(new DefaultMapping(), new Class<?>[0]);
        server.setHandler(context);
        server.start();
    }

    static Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception {
        return new JettyContainer(servlets, parameters, temporary);
    }

    private static ServletHolder holder(String mapping, Servlet servlet, Path parts) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.getRegistration().setMultipartConfig(Container.forms(mapping, parts));
        return holder;
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/app");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }
}
