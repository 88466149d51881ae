package org.storedfile.web;

import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.Map;

class UndertowUploadTest extends UploadContract {
    @Override
    Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary) throws Exception {
        return UndertowContainer.start(servlets, parameters, temporary);
    }

    @Override
    int statusOfShortBody() {
        return 400;
    }

    @Override
    int statusOfOtherParts() {
        return 200;
    }
}
