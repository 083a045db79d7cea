package io.github.flygate.config;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML file.
 *
 * @param text its own text, without blanks around it
 * @param line where its start tag ends
 */
record XmlElement(String name, String text, List<XmlElement> children, int line) {
    private static final int DEEPEST = 200;

    /** Reads a file; no DTD is read and no entity outside the file is opened. */
    static XmlElement read(SourceFile file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(file.text()));
            return read(file, reader);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw file.syntaxError(line, "XML", "");
        }
    }

    private static XmlElement read(SourceFile file, XMLStreamReader reader) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open("", 1));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() > DEEPEST) {
                        throw file.error(reader.getLocation().getLineNumber(), "too deep", "Correct the file.");
                    }
                    open.push(
                            new Open(reader.getLocalName(), reader.getLocation().getLineNumber()));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.element().text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement done = open.pop().close();
                    open.element().children.add(done);
                }
                default -> {
                    // Comments, processing instructions and a DTD say nothing about Flyway.
                }
            }
        }
        return open.pop().close().children().get(0);
    }

    private static final class Open {
        private final String name;
        private final int line;
        private final StringBuilder text = new StringBuilder();
        private final List<XmlElement> children = new ArrayList<>();

        Open(String name, int line) {
            this.name = name;
            this.line = line;
        }

        XmlElement close() {
            return new XmlElement(name, text.toString().strip(), List.copyOf(children), line);
        }
    }

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).findFirst();
    }

    /** The elements at the end of a path of names. */
    List<XmlElement> all(String... path) {
        List<XmlElement> found = List.of(this);
        for (String step : path) {
            found = found.stream()
                    .flatMap(element -> element.children().stream())
                    .filter(child -> child.name().equals(step))
                    .toList();
        }
        return found;
    }

    Optional<String> childText(String childName) {
        return child(childName).map(XmlElement::text);
    }
}
