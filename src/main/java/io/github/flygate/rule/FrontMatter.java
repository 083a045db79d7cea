package io.github.flygate.rule;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** A YAML mapping with closed keys that knows the line of each. Values stay text: {@code 0.1.0} is no number. */
final class FrontMatter {
    private final String source;
    private final int firstLine;
    private final int line;
    private final Map<String, Node> values;

    private FrontMatter(String source, int firstLine, int line, Map<String, Node> values) {
        this.source = source;
        this.firstLine = firstLine;
        this.line = line;
        this.values = values;
    }

    /** @param firstLine the line of the file that {@code yaml} begins at */
    static FrontMatter read(String source, int firstLine, String yaml, Set<String> known) {
        try {
            // Nodes only: nothing in a team's file can name a Java type, and a whole Yaml takes 80 ms to load.
            LoaderOptions options = new LoaderOptions();
            Node root = new Composer(new ParserImpl(new StreamReader(yaml), options), new TextOnly(), options)
                    .getSingleNode();
            return mapping(source, firstLine, Optional.ofNullable(root), known);
        } catch (MarkedYAMLException e) {
            int at = Optional.ofNullable(e.getProblemMark()).map(Mark::getLine).orElse(0);
            throw RuleError.at(source, firstLine + at, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw RuleError.at(
                    source,
                    firstLine,
                    "not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static FrontMatter mapping(String source, int firstLine, Optional<Node> node, Set<String> known) {
        int line = node.map(n -> firstLine + n.getStartMark().getLine()).orElse(firstLine);
        if (!(node.orElse(null) instanceof MappingNode mapping)) {
            throw RuleError.at(source, line, "keys and values are expected here");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int at = firstLine + tuple.getKeyNode().getStartMark().getLine();
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(key)) {
                throw RuleError.at(
                        source,
                        at,
                        "unknown key " + key,
                        Nearest.to(key, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse(""));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw RuleError.at(source, at, "the key " + key + " is there twice");
            }
        }
        return new FrontMatter(source, firstLine, line, values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The key's line; the first line when it is missing. */
    int line(String key) {
        Node node = values.get(key);
        return node == null ? line : firstLine + node.getStartMark().getLine();
    }

    /** A required text. */
    String text(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw RuleError.at(source, line, "the key " + key + " is missing");
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
                ? mapping(source, firstLine, Optional.ofNullable(values.get(key)), known)
                : new FrontMatter(source, firstLine, line, Map.of());
    }

    FlygateException wrong(String key, String what) {
        return wrong(key, what, "");
    }

    FlygateException wrong(String key, String what, String hint) {
        return RuleError.at(source, line(key), what, hint);
    }

    private String scalar(String key, Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw RuleError.at(source, firstLine + node.getStartMark().getLine(), key + " must be a text");
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
