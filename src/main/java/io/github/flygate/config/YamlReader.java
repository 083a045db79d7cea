package io.github.flygate.config;

import io.github.flygate.config.YamlNode.Items;
import io.github.flygate.config.YamlNode.KeyValue;
import io.github.flygate.config.YamlNode.Scalar;
import io.github.flygate.config.YamlNode.ScalarType;
import io.github.flygate.config.YamlNode.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as a tree of texts with places. Nothing is constructed from it, so that no tag can make an object; tags
 * outside YAML's own, duplicate keys and aliases that multiply are refused.
 */
final class YamlReader {
    private static final int MOST_NODES = 20_000;
    private static final int DEEPEST = 50;

    private final SourceFile file;
    private int nodes;

    private YamlReader(SourceFile file) {
        this.file = file;
    }

    /** All documents of a file; empty ones are left out. */
    static List<YamlNode> documents(SourceFile file) {
        return new YamlReader(file).read();
    }

    private List<YamlNode> read() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(DEEPEST);
        options.setMergeOnCompose(true);
        options.setCodePointLimit(file.text().length() + 1);
        List<YamlNode> documents = new ArrayList<>();
        try {
            Composer composer =
                    new Composer(new ParserImpl(new StreamReader(file.text()), options), new Resolver(), options);
            while (composer.checkNode()) {
                Node node = composer.getNode();
                if (!Tag.NULL.equals(node.getTag())) {
                    documents.add(convert(node, 0));
                }
            }
        } catch (MarkedYAMLException e) {
            // The full message quotes the file, and with it perhaps a password.
            throw file.syntaxError(line(e.getProblemMark()), "YAML", e.getProblem() == null ? "" : e.getProblem());
        } catch (YAMLException e) {
            throw file.syntaxError(1, "YAML", e.getMessage() == null ? "" : e.getMessage());
        }
        return documents;
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private YamlNode convert(Node node, int depth) {
        int line = line(node.getStartMark());
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw file.error(line, "too deep or too large once its aliases are followed", "Write the values out.");
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            // An unquoted password that begins with an exclamation mark is a tag as well.
            throw file.syntaxError(line, "configuration", "the tag " + node.getTag() + " is not allowed");
        }
        if (node instanceof MappingNode mapping) {
            return section(mapping, line, depth);
        }
        if (node instanceof SequenceNode sequence) {
            return new Items(
                    sequence.getValue().stream()
                            .map(item -> convert(item, depth + 1))
                            .toList(),
                    line);
        }
        return scalar((ScalarNode) node, line);
    }

    private static Scalar scalar(ScalarNode node, int line) {
        ScalarType type = Tag.NULL.equals(node.getTag())
                ? ScalarType.NONE
                : Tag.BOOL.equals(node.getTag()) ? ScalarType.FLAG : ScalarType.TEXT;
        return new Scalar(type == ScalarType.NONE ? "" : node.getValue(), type, line);
    }

    private Section section(MappingNode mapping, int line, int depth) {
        List<KeyValue> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = line(tuple.getKeyNode().getStartMark());
            if (!(convert(tuple.getKeyNode(), depth + 1) instanceof Scalar key)) {
                throw file.error(keyLine, "a key must be a plain word", "Correct the file.");
            }
            if (!seen.add(key.text())) {
                throw file.error(keyLine, "the key \"" + key.text() + "\" is there twice", "Keep one of them.");
            }
            entries.add(new KeyValue(key.text(), keyLine, convert(tuple.getValueNode(), depth + 1)));
        }
        return new Section(List.copyOf(entries), line);
    }
}
