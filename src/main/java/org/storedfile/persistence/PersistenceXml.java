package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.storedfile.StoredFileException;

/** The persistence units that an application describes. Stateless. */
public final class PersistenceXml {
    private static final String PLACE = "META-INF/persistence.xml";

    private PersistenceXml() {}

    /**
     * Returns the names of all units in all the files that the loader finds, in their order.
     *
     * @throws StoredFileException if one cannot be read
     */
    public static List<String> units(ClassLoader loader) {
        List<String> names = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader.getResources(PLACE))) {
                read(file, names);
            }
        } catch (IOException | XMLStreamException e) {
            throw new StoredFileException("a " + PLACE + " could not be read: " + e.getMessage(), e);
        }
        return names;
    }

    private static void read(URL file, List<String> names) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        URLConnection connection = file.openConnection();
        // Else the application's jar stays open, even when it is undeployed.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("persistence-unit")) {
                    names.add(String.valueOf(reader.getAttributeValue(null, "name")));
                }
            }
        }
    }
}
