package io.github.flygate.config;

import io.github.flygate.config.YamlNode.Items;
import io.github.flygate.config.YamlNode.Scalar;
import io.github.flygate.config.YamlNode.Section;
import io.github.flygate.model.FlygateException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the configuration of the tool stellar says, as flygate's. */
public final class StellarFile {
    private static final String NAME = "stellar.yaml";

    private StellarFile() {}

    /** The {@code server:} block for flygate.yml, without the password; empty without a file that can be read. */
    public static Optional<String> serverBlock(Path project) {
        Path file = project.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return YamlReader.documents(SourceFile.read(project, file)).stream()
                    .filter(Section.class::isInstance)
                    .map(Section.class::cast)
                    .findFirst()
                    .flatMap(StellarFile::block);
        } catch (FlygateException | IllegalArgumentException e) {
            // It is another tool's file: what is wrong with it is not ours to say.
            return Optional.empty();
        }
    }

    private static Optional<String> block(Section file) {
        List<String> databases = databases(file);
        Optional<String> url = text(file, "url").or(() -> text(file, "stellar_url"));
        return url.map(URI::create).filter(uri -> uri.getHost() != null).map(uri -> {
            String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
            String named = path.isEmpty() || path.startsWith("template") ? "postgres" : path;
            String database = databases.isEmpty() ? named : databases.get(0);
            String user = uri.getUserInfo() == null ? "" : uri.getUserInfo().split(":", 2)[0];
            return "server:\n  url: jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                    + "/" + database
                    + (user.isEmpty() ? "" : "\n  user: " + user)
                    + (databases.isEmpty() ? "" : "\n  databases: [" + String.join(", ", databases) + "]");
        });
    }

    private static List<String> databases(Section file) {
        return file.find("tracked_databases").stream()
                .filter(Items.class::isInstance)
                .flatMap(items -> ((Items) items).items().stream())
                .filter(Scalar.class::isInstance)
                .map(item -> ((Scalar) item).text())
                .toList();
    }

    private static Optional<String> text(Section file, String key) {
        return file.find(key)
                .filter(Scalar.class::isInstance)
                .map(value -> ((Scalar) value).text())
                .filter(text -> !text.isBlank());
    }
}
