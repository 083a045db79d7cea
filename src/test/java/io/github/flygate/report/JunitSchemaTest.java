package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.GateReport;
import io.github.flygate.report.Reports.Style;
import java.io.IOException;
import java.io.StringReader;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** JUnit XML against the schema that Maven Surefire publishes for it, suite by suite. */
class JunitSchemaTest {
    static Stream<GateReport> reports() {
        return Stream.of(
                RichReport.report(),
                SampleReports.lint(),
                SampleReports.withoutFindings(),
                SampleReports.nothingPending(),
                SampleReports.twoDatabases(),
                HostileTextTest.hostile("]]> \u0000 \uffff & <x> \" \ud83d\ude00"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everySuiteFollowsIt(GateReport report) throws Exception {
        NodeList suites = document(ReportsTest.print(report, Format.JUNIT, new Style(80, false)))
                .getElementsByTagName("testsuite");

        assertThat(suites.getLength()).isEqualTo(report.databases().size());
        for (int i = 0; i < suites.getLength(); i++) {
            schema().newValidator().validate(new DOMSource(suites.item(i)));
        }
    }

    @Test
    void theSchemaRefusesACaseWithoutAName() throws Exception {
        Document wrong = document("<testsuite name='a' tests='1' failures='0' errors='0' skipped='0' time='0'>"
                + "<testcase classname='a' time='0'/></testsuite>");

        assertThatThrownBy(() -> schema().newValidator().validate(new DOMSource(wrong.getDocumentElement())))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("name");
    }

    private static Schema schema() throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitSchemaTest.class.getResource("schemas/surefire-test-report.xsd"));
    }

    private static Document document(String xml) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
