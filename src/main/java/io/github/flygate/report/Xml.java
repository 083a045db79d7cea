package io.github.flygate.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML, one element or text a call. Texts lose what XML cannot hold and what a CI log would obey. */
final class Xml {
    private static final String INDENT = "  ";

    /** Of a quotation mark, less the mark itself. */
    private static final int LONGEST_ESCAPE = 5;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;
    private int depth;

    private Xml() throws XMLStreamException {
        text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    interface Content {
        void write(Xml xml) throws XMLStreamException;
    }

    /** A whole document, laid out for people as well; ends with a line end. */
    static String document(Content content) throws IOException {
        try {
            Xml xml = new Xml();
            content.write(xml);
            xml.writer.close();
            return xml.text.append('\n').toString();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** @param attributes names and values in turn */
    void open(String name, String... attributes) throws XMLStreamException {
        newLine();
        writer.writeStartElement(name);
        attributes(attributes);
        depth++;
    }

    void close() throws XMLStreamException {
        depth--;
        newLine();
        writer.writeEndElement();
    }

    void empty(String name, String... attributes) throws XMLStreamException {
        newLine();
        writer.writeEmptyElement(name);
        attributes(attributes);
    }

    /** An element with lines of text in it, exactly as they are. */
    void block(String name, String content, String... attributes) throws XMLStreamException {
        newLine();
        writer.writeStartElement(name);
        attributes(attributes);
        writer.writeCharacters(lines(content));
        writer.writeEndElement();
    }

    /** How many bytes a text takes in a document, or a few more. */
    static int bytes(String content) {
        String written = lines(content);
        int escapes = (int) written.chars().filter(c -> "&<>\"".indexOf(c) >= 0).count();
        return written.getBytes(StandardCharsets.UTF_8).length + LONGEST_ESCAPE * escapes;
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            writer.writeAttribute(attributes[i], possible(Page.disarmTail(SafeText.line(attributes[i + 1]))));
        }
    }

    private void newLine() throws XMLStreamException {
        // White space between elements; a writer would take it for text that wants escapes.
        writer.writeCharacters("\n" + INDENT.repeat(depth));
    }

    private static String lines(String content) {
        return SafeText.block(content)
                .lines()
                .map(line -> possible(Page.disarm(line)))
                .collect(Collectors.joining("\n"));
    }

    /** The two characters at the end of the first plane are none, and no XML may hold them. */
    private static String possible(String content) {
        return content.replace("\ufffe", SafeText.escape(0xfffe)).replace("\uffff", SafeText.escape(0xffff));
    }
}
