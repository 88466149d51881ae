package org.storedfile.web;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Undertow, as WildFly has it. */
final class UndertowContainer implements Container {
    private final DeploymentManager application;
    private final Undertow undertow;

    private UndertowContainer(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception {
        Path parts = Files.createDirectories(temporary.resolve("parts"));
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowContainer.class.getClassLoader())
                .setContextPath("/app")
                .setDeploymentName("app")
                .setTempDir(Files.createDirectories(temporary.resolve("server")))
                .addServletContainerInitializer(new ServletContainerInitializerInfo(DefaultMapping.class, Set.of()));
        parameters.forEach(info::addInitParameter);
        servlets.forEach((mapping, servlet) -> info.addServlet(info(mapping, servlet, parts)));
        application = Servlets.defaultContainer().addDeployment(info);
        application.deploy();
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new PathHandler().addPrefixPath("/app", application.start()))
                .build();
        undertow.start();
    }

    static Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception {
        return new UndertowContainer(servlets, parameters, temporary);
    }

    private static ServletInfo info(String mapping, Servlet servlet, Path parts) {
        return Servlets.servlet(mapping, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                .addMapping(mapping)
                .setMultipartConfig(Container.forms(mapping, parts));
    }

    @Override
    public URI address() {
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        return URI.create("http://127.0.0.1:" + port + "/app");
    }

    @Override
    public void close() {
        undertow.stop();
        try {
            application.stop();
            application.undeploy();
        } catch (ServletException e) {
            throw new IllegalStateException("Undertow did not stop", e);
        }
    }
}
