package io.github.flygate.sql;

import java.util.Arrays;

/**
 * The words of a text as a sorted set of hashes: whether a name can occur in a file is asked of thousands of files, and
 * only those where it can are read. Names in strings and comments count, since SQL that is put together holds them
 * there; upper and lower case are one.
 */
final class FileWords {
    /** What may change relations without naming them; what it does is looked at where one of these is. */
    private static final int DO = hash("do");

    private static final int CALL = hash("call");
    private static final int SELECT = hash("select");
    private static final int DROP = hash("drop");
    private static final int ALTER = hash("alter");
    private static final int IMPORT = hash("import");
    private static final int SCHEMA = hash("schema");
    private static final int EXTENSION = hash("extension");
    private static final int OWNED = hash("owned");
    private static final int LONGEST = 63;

    private final int[] sorted;
    private final boolean mayReachFar;

    private FileWords(int[] sorted, boolean mayReachFar) {
        this.sorted = sorted;
        this.mayReachFar = mayReachFar;
    }

    static FileWords of(String text) {
        int[] words = new int[64];
        int count = 0;
        int last = 0;
        boolean far = false;
        int at = 0;
        while (at < text.length()) {
            if (!isStart(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            int word = hash(text, at, Math.min(end, at + LONGEST));
            if (count == words.length) {
                count = distinct(words, count);
                words = count > words.length / 2 ? Arrays.copyOf(words, words.length * 2) : words;
            }
            words[count++] = word;
            far = far || reachesFar(text, last, word, end);
            last = word;
            at = end;
        }
        return new FileWords(Arrays.copyOf(words, distinct(words, count)), far);
    }

    private static int distinct(int[] words, int count) {
        Arrays.sort(words, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || words[i] != words[i - 1]) {
                words[kept++] = words[i];
            }
        }
        return kept;
    }

    private static boolean reachesFar(String text, int last, int word, int end) {
        if (word == SCHEMA || word == EXTENSION) {
            return last == DROP || last == ALTER || last == IMPORT;
        }
        if (word == OWNED) {
            return last == DROP;
        }
        if (word != DO && word != CALL && word != SELECT) {
            return false;
        }
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return word == DO ? next < text.length() && "$'lLeE".indexOf(text.charAt(next)) >= 0 : callsUnknown(text, next);
    }

    private static boolean callsUnknown(String text, int from) {
        int end = from;
        int dot = -1;
        while (end < text.length() && (isPart(text.charAt(end)) || text.charAt(end) == '.')) {
            dot = text.charAt(end) == '.' ? end : dot;
            end++;
        }
        if (end == from || end >= text.length() || text.charAt(end) != '(') {
            return false;
        }
        String schema = dot < 0 ? "" : Names.fold(text.substring(from, dot));
        Name function = new Name(schema, Names.fold(text.substring(dot < 0 ? from : dot + 1, end)));
        return BuiltinFunctions.volatility(function).equals("unknown");
    }

    /** Whether something in it may change relations that it does not name. */
    boolean mayReachFar() {
        return mayReachFar;
    }

    /** Whether all words of the other text occur; false is certain, true may be a coincidence. */
    boolean haveAllOf(FileWords name) {
        for (int word : name.sorted) {
            if (Arrays.binarySearch(sorted, word) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int hash(String word) {
        return hash(word, 0, word.length());
    }

    private static int hash(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            hash = hash * 31 + (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        return hash;
    }

    private static boolean isStart(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80;
    }

    private static boolean isPart(char c) {
        return isStart(c) || c >= '0' && c <= '9';
    }
}
