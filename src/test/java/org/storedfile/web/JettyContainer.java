package org.storedfile.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty with one servlet below {@code /app}. */
final class JettyContainer implements Container {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    JettyContainer(String mapping, Servlet servlet, Path temporary, Limits limits) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app");
        context.setTempDirectory(temporary.resolve("jetty").toFile()); // which it empties
        ServletHolder holder = new ServletHolder(servlet);
        holder.getRegistration()
                .setMultipartConfig(new MultipartConfigElement(
                        temporary.toString(), limits.file(), limits.request(), limits.inMemory()));
        context.addServlet(holder, mapping);
        server.setHandler(context);
        server.start();
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
