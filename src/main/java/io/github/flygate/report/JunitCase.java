package io.github.flygate.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLStreamException;

/**
 * One test case of a JUnit report.
 *
 * @param group the class name: what servers group by
 * @param summary one line; empty for a test that passed
 * @param text why it failed or was skipped, or what else there is to say; may be empty
 */
record JunitCase(String group, String name, Outcome outcome, double durationMs, String summary, String text) {
    private static final int MOST_NAME = 200;

    /** Bytes of the tags. */
    private static final int MARKUP = 200;

    /** In the order in which test cases are kept when there is no room for all. */
    enum Outcome {
        FAILED,
        SKIPPED,
        PASSED
    }

    static JunitCase leftOut(JunitCase like, int number, boolean failures) {
        String text = Words.count(number, "more test case") + " not in this file; the JSON report has all findings";
        Outcome outcome = failures ? Outcome.FAILED : Outcome.SKIPPED;
        return new JunitCase(like.group, "what found no room here", outcome, 0, text, text);
    }

    int bytes() {
        return MARKUP + Xml.bytes(group) + Xml.bytes(name) + Xml.bytes(summary) + Xml.bytes(text);
    }

    static String name(String name) {
        return SafeText.cut(SafeText.line(name), MOST_NAME);
    }

    /** Such as {@code 0.012}: no server reads other digits or an exponent. */
    static String seconds(double milliseconds) {
        double exact = Double.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
        return BigDecimal.valueOf(exact)
                .movePointLeft(3)
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    void write(Xml xml) throws XMLStreamException {
        String[] attributes = {"classname", group, "name", name, "time", seconds(durationMs)};
        if (outcome == Outcome.PASSED && text.isEmpty()) {
            xml.empty("testcase", attributes);
            return;
        }
        xml.open("testcase", attributes);
        switch (outcome) {
            case FAILED -> xml.block("failure", text, "message", summary, "type", "flygate");
            case SKIPPED -> xml.block("skipped", text, "message", summary);
            case PASSED -> xml.block("system-out", text);
        }
        xml.close();
    }
}
