package io.github.flygate.report;

import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * JUnit XML, as servers of all makes read it: a suite for each database, a test case for each check of each script. What
 * fails is what fails the verdict; what was not looked at, or is accepted, is skipped with its reason.
 */
final class JunitReport {
    /** GitLab refuses files of 30 MB and XML of 250,000 objects, of which a test case has about ten. */
    static final int MOST_BYTES = 25_000_000;

    static final int MOST_CASES = 15_000;

    private final Xml xml;
    private final GateReport report;

    private JunitReport(Xml xml, GateReport report) {
        this.xml = xml;
        this.report = report;
    }

    static String render(GateReport report) throws IOException {
        return Xml.document(xml -> new JunitReport(xml, report).suites());
    }

    private void suites() throws XMLStreamException {
        Ordinals names = new Ordinals();
        xml.open("testsuites", "name", "flygate");
        int databases = Math.max(1, report.databases().size());
        for (DatabaseReport database : report.databases()) {
            suite(database, names, MOST_CASES / databases, MOST_BYTES / databases);
        }
        xml.close();
    }

    private void suite(DatabaseReport database, Ordinals names, int most, int bytes) throws XMLStreamException {
        List<JunitCase> cases = shortened(new JunitCases(report, database, names).all(), most, bytes);
        xml.open(
                "testsuite",
                "name",
                JunitCases.group(database),
                "tests",
                String.valueOf(cases.size()),
                "failures",
                count(cases, JunitCase.Outcome.FAILED),
                "errors",
                "0",
                "skipped",
                count(cases, JunitCase.Outcome.SKIPPED),
                "time",
                JunitCase.seconds(database.timings().totalMs()));
        properties(database);
        for (JunitCase one : cases) {
            one.write(xml);
        }
        xml.close();
    }

    private void properties(DatabaseReport database) throws XMLStreamException {
        xml.open("properties");
        property("flygate", report.toolVersion());
        property("server", Words.server(database));
        property("scope", Words.scope(database));
        property("failOn", report.failOn().id());
        property("rollingUpdateSafe", Words.answer(database.rollingUpdateSafe()));
        xml.close();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.empty("property", "name", name, "value", value);
    }

    private static String count(List<JunitCase> cases, JunitCase.Outcome outcome) {
        return String.valueOf(
                cases.stream().filter(one -> one.outcome() == outcome).count());
    }

    /** Failures first where not all find room; that some are missing is a failure or a note itself. */
    private static List<JunitCase> shortened(List<JunitCase> cases, int most, int bytes) {
        List<JunitCase> kept = new ArrayList<>();
        int size = 0;
        List<JunitCase> byOutcome =
                cases.stream().sorted(Comparator.comparing(JunitCase::outcome)).toList();
        for (JunitCase one : byOutcome) {
            size += one.bytes();
            if (kept.size() == most || size > bytes) {
                int missing = cases.size() - kept.size();
                boolean failures = one.outcome() == JunitCase.Outcome.FAILED;
                kept.add(JunitCase.leftOut(cases.get(0), missing, failures));
                return kept;
            }
            kept.add(one);
        }
        return cases;
    }
}
