package io.github.flygate.rule;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Finds the place in a file of a character of a text in YAML, which may be quoted, escaped and folded. */
final class ScalarText {
    private final String yaml;
    private final ScalarNode node;

    /** Lines and columns count from 0. */
    record Place(int line, int column) {}

    ScalarText(String yaml, ScalarNode node) {
        this.yaml = yaml;
        this.node = node;
    }

    /** @param offset in the value, without the blanks around it */
    Place at(int offset) {
        Walk walk = new Walk(node.getStartMark().getLine(), node.getStartMark().getColumn());
        walk.skipTo(node.getStartMark().getIndex());
        ScalarStyle style = node.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            walk.toNextLine();
        } else if (style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED) {
            walk.step();
        }
        walk.overBlanks();
        for (int i = 0; i < offset; i++) {
            walk.overOne(style);
        }
        return new Place(walk.line, walk.column);
    }

    /** Goes through the file as the value is read out of it. */
    private final class Walk {
        private int index;
        private int line;
        private int column;

        Walk(int line, int column) {
            this.line = line;
            this.column = column;
        }

        /** Marks count code points. */
        void skipTo(int codePoints) {
            index = yaml.offsetByCodePoints(0, Math.min(codePoints, yaml.codePointCount(0, yaml.length())));
        }

        void toNextLine() {
            while (index < yaml.length() && yaml.charAt(index) != '\n') {
                step();
            }
        }

        /** Over one character of the value: an escape is one, and so is a line break with the blanks around it. */
        void overOne(ScalarStyle style) {
            char next = peek(0);
            if (style == ScalarStyle.DOUBLE_QUOTED && next == '\\') {
                int length = switch (peek(1)) {
                    case 'x' -> 4;
                    case 'u' -> 6;
                    case 'U' -> 10;
                    default -> 2;
                };
                for (int i = 0; i < length; i++) {
                    step();
                }
            } else if (style == ScalarStyle.SINGLE_QUOTED && next == '\'' && peek(1) == '\'') {
                step();
                step();
            } else if (isFold(next)) {
                overBlanks();
            } else {
                step();
            }
        }

        /** A line break, or the blanks before one. */
        private boolean isFold(char next) {
            int ahead = 0;
            while (next == ' ' && peek(ahead) == ' ') {
                ahead++;
            }
            return peek(ahead) == '\n';
        }

        void overBlanks() {
            while (peek(0) == ' ' || peek(0) == '\n') {
                step();
            }
        }

        void step() {
            if (peek(0) == '\n') {
                line++;
                column = 0;
            } else {
                column++;
            }
            index = Math.min(index + 1, yaml.length());
        }

        private char peek(int ahead) {
            return index + ahead < yaml.length() ? yaml.charAt(index + ahead) : '\0';
        }
    }
}
