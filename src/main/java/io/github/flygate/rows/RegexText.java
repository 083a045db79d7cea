package io.github.flygate.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that a simple regular expression matches, as an expression in n. Knows characters, classes, the usual escapes,
 * groups without alternatives and counts; gives up on everything else.
 */
final class RegexText {
    /**
     * One class with its count.
     *
     * @param sample a character of it
     */
    private record Atom(char sample, boolean digits, boolean letters, int least, int most) {}

    private static final int MANY = 8;

    private final String regex;
    private int at;

    private RegexText(String regex) {
        this.regex = regex;
    }

    static Optional<String> of(String regex, String n) {
        try {
            List<Atom> atoms = new RegexText(regex).atoms();
            return atoms.isEmpty() ? Optional.empty() : Optional.of(text(atoms, n));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The widest class of digits, or else of letters, carries n. */
    private static String text(List<Atom> atoms, String n) {
        int carrier = -1;
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            if (atom.digits() || atom.letters()) {
                if (carrier < 0 || weight(atom) > weight(atoms.get(carrier))) {
                    carrier = i;
                }
            }
        }
        StringBuilder text = new StringBuilder("''");
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            int length = i == carrier ? length(atom) : Math.max(atom.least(), Math.min(1, atom.most()));
            if (i != carrier) {
                text.append(" || ")
                        .append(SqlText.literal(String.valueOf(atom.sample()).repeat(length)));
            } else if (atom.digits()) {
                String modulus = "1" + "0".repeat(Math.min(18, length));
                text.append(" || lpad((" + n + " % " + modulus + ")::text, " + length + ", '0')");
            } else {
                boolean lower = Character.isLowerCase(atom.sample());
                text.append(" || translate(lpad((" + n + ")::text, " + length + ", '0'), '0123456789', "
                        + (lower ? "'abcdefghij'" : "'ABCDEFGHIJ'") + ")");
            }
        }
        return text.toString();
    }

    private static int weight(Atom atom) {
        return length(atom) * 2 + (atom.digits() ? 1 : 0);
    }

    private static int length(Atom atom) {
        return Math.max(atom.least(), Math.min(atom.most(), MANY));
    }

    private List<Atom> atoms() {
        List<Atom> atoms = new ArrayList<>();
        while (at < regex.length()) {
            char here = regex.charAt(at);
            if (here == '^' || here == '$') {
                at++;
            } else if (here == '(' && regex.indexOf('|') < 0) {
                at += regex.startsWith("(?:", at) ? 3 : 1;
            } else if (here == ')' && regex.indexOf('|') < 0) {
                at++;
                // A group that may be left out is left in; one that repeats stands once.
                if (at < regex.length() && "*+?".indexOf(regex.charAt(at)) >= 0) {
                    at++;
                } else if (at < regex.length() && regex.charAt(at) == '{') {
                    throw new IllegalArgumentException(regex);
                }
            } else {
                atoms.add(atom());
            }
        }
        return atoms;
    }

    private Atom atom() {
        char here = regex.charAt(at++);
        Atom one = switch (here) {
            case '[' -> characterClass();
            case '\\' -> escape(regex.charAt(at++));
            case '.' -> new Atom('x', true, false, 1, 1);
            case '|', '(', ')', '*', '+', '?', '{' -> throw new IllegalArgumentException(regex);
            default -> new Atom(here, false, false, 1, 1);
        };
        return counted(one);
    }

    private static Atom escape(char escaped) {
        return switch (escaped) {
            case 'd' -> new Atom('1', true, false, 1, 1);
            case 'w' -> new Atom('a', true, false, 1, 1);
            case 's' -> new Atom(' ', false, false, 1, 1);
            case 'S', 'D', 'W' -> new Atom(escaped == 'W' ? ' ' : 'x', false, false, 1, 1);
            default -> {
                if (Character.isLetterOrDigit(escaped)) {
                    throw new IllegalArgumentException("\\" + escaped);
                }
                yield new Atom(escaped, false, false, 1, 1);
            }
        };
    }

    private Atom characterClass() {
        int end = regex.indexOf(']', regex.startsWith("]", at) || regex.startsWith("^]", at) ? at + 2 : at);
        // [[:alpha:]] closes twice.
        if (regex.startsWith("[:", at)) {
            end = regex.indexOf(":]]", at) + 2;
        }
        if (end < 2) {
            throw new IllegalArgumentException(regex);
        }
        String inside = regex.substring(at, end);
        at = end + 1;
        if (inside.startsWith("^")) {
            char sample = "x1 _"
                    .chars()
                    .mapToObj(c -> (char) c)
                    .filter(c -> inside.indexOf(c) < 0)
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
            return new Atom(sample, false, sample == 'x' && !inside.contains("a-z"), 1, 1);
        }
        boolean digits = inside.contains("0-9")
                || inside.contains("\\d")
                || inside.contains("\\w")
                || inside.contains(":digit:")
                || inside.contains(":alnum:");
        boolean upper = inside.contains("A-Z") || inside.contains(":upper:");
        boolean lower = inside.contains("a-z") || inside.contains(":alpha:") || inside.contains(":lower:");
        if (!digits && !upper && !lower) {
            return new Atom(inside.charAt(inside.startsWith("\\") ? 1 : 0), false, false, 1, 1);
        }
        return new Atom(digits ? '1' : lower ? 'a' : 'A', digits, !digits, 1, 1);
    }

    private Atom counted(Atom atom) {
        if (at >= regex.length()) {
            return atom;
        }
        int least = 1;
        int most = 1;
        switch (regex.charAt(at)) {
            case '*', '+' -> {
                at++;
                most = MANY;
            }
            case '?' -> at++;
            case '{' -> {
                int end = regex.indexOf('}', at);
                String[] counts = regex.substring(at + 1, end).split(",", -1);
                least = Integer.parseInt(counts[0]);
                most = counts.length == 1 ? least : counts[1].isEmpty() ? least + MANY : Integer.parseInt(counts[1]);
                at = end + 1;
            }
            default -> {
                return atom;
            }
        }
        return new Atom(atom.sample(), atom.digits(), atom.letters(), least, most);
    }
}
