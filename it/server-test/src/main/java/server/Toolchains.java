package server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The JDKs of Maven's {@code toolchains.xml}. Maven itself fails a build that asks for one that is not there, where
 * this one is to go on without it.
 */
final class Toolchains {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.([^}]+)}");

    private Toolchains() {}

    /** Returns the home of the first JDK of this feature release, such as 25, in these files, with commas, if they exist. */
    static Optional<Path> jdk(int version, String files) {
        return Arrays.stream(files.split(","))
                .map(String::strip)
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .flatMap(file -> jdk(version, parsed(file)).stream())
                .findFirst();
    }

    private static Optional<Path> jdk(int version, Document toolchains) {
        NodeList all = toolchains.getElementsByTagName("toolchain");
        for (int i = 0; i < all.getLength(); i++) {
            Element toolchain = (Element) all.item(i);
            if (text(toolchain, "type").equals("jdk")
                    && text(toolchain, "version").matches(version + "([.+-].*)?")) {
                return Optional.of(Path.of(resolved(text(toolchain, "jdkHome"))));
            }
        }
        return Optional.empty();
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    // As Maven does it.
    private static String resolved(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Optional.ofNullable(System.getenv(found.group(1))).orElse(found.group())));
    }

    private static Document parsed(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException("'" + file + "' is no toolchains.xml: " + e.getMessage(), e);
        }
    }
}
