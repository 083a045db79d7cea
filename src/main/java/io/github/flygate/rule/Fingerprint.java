package io.github.flygate.rule;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.RuleId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a finding so that it is found again after lines have moved or the layout has changed. */
final class Fingerprint {
    private static final int LENGTH = 32;

    /** Comments, quoted texts and names, dollar quotes, whitespace. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>--[^\\n]*|/\\*.*?\\*/)"
                    + "|(?<quoted>'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|(?<tag>\\$\\w*\\$).*?\\k<tag>)"
                    + "|(?<blank>\\s+)",
            Pattern.DOTALL);

    private Fingerprint() {}

    static String of(RuleId rule, FactAt fact) {
        String text = String.join("\n", rule.value(), fact.script(), fact.fact().relation(), normalised(fact.sql()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without comments, blanks as one space, lower case outside quotes. */
    static String normalised(String sql) {
        StringBuilder text = new StringBuilder(sql.length());
        Matcher token = TOKEN.matcher(sql);
        int end = 0;
        while (token.find()) {
            text.append(sql.substring(end, token.start()).toLowerCase(Locale.ROOT));
            if (token.group("quoted") != null) {
                text.append(token.group());
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
            end = token.end();
        }
        return text.append(sql.substring(end).toLowerCase(Locale.ROOT))
                .toString()
                .strip();
    }
}
