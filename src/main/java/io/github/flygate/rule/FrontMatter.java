package io.github.flygate.rule;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A YAML mapping with closed keys that knows the place of each. Values stay text: {@code 0.1.0} is no number. */
final class FrontMatter {
    private static final String EXPECTED = "keys and values are expected here";

    private final Text text;
    private final Mark start;
    private final Map<String, Node> values;

    /**
     * The text that it is read from.
     *
     * @param source path of the file
     * @param firstLine the line of the file that {@code yaml} begins at
     */
    private record Text(String source, int firstLine, String yaml) {
        FlygateException wrong(Mark at, String what, String hint) {
            return RuleError.at(source, firstLine + at.getLine(), at.getColumn() + 1, what, hint);
        }
    }

    private FrontMatter(Text text, Mark start, Map<String, Node> values) {
        this.text = text;
        this.start = start;
        this.values = values;
    }

    /** @param firstLine the line of the file that {@code yaml} begins at */
    static FrontMatter read(String source, int firstLine, String yaml, Set<String> known) {
        Text text = new Text(source, firstLine, yaml);
        try {
            // Nodes only: nothing in a team's file can name a Java type, and a whole Yaml takes 80 ms to load.
            LoaderOptions options = new LoaderOptions();
            Node root = new Composer(new ParserImpl(new StreamReader(yaml), options), new TextOnly(), options)
                    .getSingleNode();
            if (root == null) {
                throw RuleError.at(source, firstLine, EXPECTED);
            }
            return mapping(text, root, known);
        } catch (MarkedYAMLException e) {
            Mark at = e.getProblemMark();
            throw at == null
                    ? RuleError.at(source, firstLine, "not YAML: " + e.getProblem())
                    : text.wrong(at, "not YAML: " + e.getProblem(), "");
        } catch (YAMLException e) {
            throw RuleError.at(
                    source,
                    firstLine,
                    "not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static FrontMatter mapping(Text text, Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw text.wrong(node.getStartMark(), EXPECTED, "");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Mark at = tuple.getKeyNode().getStartMark();
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(key)) {
                throw text.wrong(
                        at,
                        "unknown key " + key,
                        Nearest.to(key, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Known are: " + String.join(", ", new TreeSet<>(known))));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw text.wrong(at, "the key " + key + " is there twice", "");
            }
        }
        return new FrontMatter(text, node.getStartMark(), values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Says that something is wrong with a text, at a character of it. */
    FlygateException wrongAt(String key, int offset, String what, String hint) {
        if (!(values.get(key) instanceof ScalarNode scalar)) {
            return wrong(key, what, hint);
        }
        ScalarText.Place place = new ScalarText(text.yaml, scalar).at(offset);
        return RuleError.at(text.source, text.firstLine + place.line(), place.column() + 1, what, hint);
    }

    /** A required text. */
    String text(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw text.wrong(start, "the key " + key + " is missing", "");
        }
        return scalar(key, node);
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    boolean flag(String key) {
        String value = text(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(key, key + " is true or false, not " + value);
        }
        return value.equals("true");
    }

    /** The texts of a list; empty when the key is missing. */
    List<String> list(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(key, key + " is a list: [a, b]");
        }
        List<String> texts = new ArrayList<>();
        sequence.getValue().forEach(item -> texts.add(scalar(key, item)));
        return texts;
    }

    /** A mapping under a key; empty when the key is missing. */
    FrontMatter under(String key, Set<String> known) {
        return has(key)
                ? mapping(text, Objects.requireNonNull(values.get(key)), known)
                : new FrontMatter(text, start, Map.of());
    }

    FlygateException wrong(String key, String what) {
        return wrong(key, what, "");
    }

    FlygateException wrong(String key, String what, String hint) {
        Node node = values.get(key);
        return text.wrong(node == null ? start : node.getStartMark(), what, hint);
    }

    private String scalar(String key, Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw text.wrong(node.getStartMark(), key + " must be a text", "");
        }
        return scalar.getValue().strip();
    }

    /** Every value is a text. */
    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // Numbers, dates and the like keep the spelling that the file has.
        }
    }
}
