package org.storedfile.web;

import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.Map;

class UndertowServingTest extends ZeroCopyContract {
    @Override
    Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary) throws Exception {
        return UndertowContainer.start(servlets, parameters, temporary);
    }
}
