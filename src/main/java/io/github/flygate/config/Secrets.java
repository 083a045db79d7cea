package io.github.flygate.config;

import java.util.regex.Pattern;

/** Keeps secrets out of everything that is printed. */
public final class Secrets {
    static final String MASK = "***";

    private static final String WORDS =
            "passw(or)?d|passwd|passphrase|pwd|secret|token|credential|licen[sc]e-?_?key|api-?_?key|private-?_?key";
    private static final Pattern NAME = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile("([?&;][^=&;\\s]*(?:" + WORDS + ")[^=&;\\s]*=)[^&]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO =
            Pattern.compile("(:(?:[a-z0-9+]+:)?//)[^?\\s]*@", Pattern.CASE_INSENSITIVE);
    private static final Pattern SQL_PASSWORD =
            Pattern.compile("(\\bpassword\\s*=?\\s*)(?:e?'(?:[^']|'')*'|\\$\\$.*?\\$\\$)", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** The value as it may be printed under this key. */
    static String mask(String key, String value) {
        return isSecret(key) && !value.isEmpty() ? MASK : mask(value);
    }

    /** Replaces what is secret in a URL or in SQL. */
    public static String mask(String value) {
        String url = PARAMETER.matcher(value).replaceAll("$1" + MASK);
        url = USER_INFO.matcher(url).replaceAll("$1" + MASK + "@");
        return SQL_PASSWORD.matcher(url).replaceAll("$1" + MASK);
    }

    /** Whether the text names a secret. */
    static boolean isSecret(String text) {
        return NAME.matcher(text).find();
    }
}
