package io.github.flygate.init;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a project that names a version of PostgreSQL.
 *
 * @param major such as 16
 * @param image the name of a container image, such as {@code postgis/postgis:16-3.4}
 * @param file relative to the project, with {@code /}
 * @param line from 1
 */
public record PostgresSign(int major, String image, String file, int line) {
    /**
     * Images whose tags begin with the version of PostgreSQL, and the JDBC URL by which Testcontainers starts one; not a Maven
     * artifact, which has its group and a colon before it.
     */
    private static final Pattern IMAGE = Pattern.compile("(?:(?<=jdbc:tc:)|(?<![\\w.-]|[\\w.-]:))"
            + "((?:[\\w.-]{1,80}/){0,4}(?:postgres|postgis|pgvector|timescaledb|postgresql|postgresql-repmgr))"
            + ":((?:pg|latest-pg)?(\\d{1,2})(?!\\d)[\\w.-]{0,60})");

    /** A search that takes longer than a person waits finds what they would rather write themselves. */
    private static final int MOST_READ = 4000;

    private static final int LONGEST_LINE = 2000;

    private static final Pattern SOURCE =
            Pattern.compile(".*\\.(java|kt|kts|groovy|gradle|scala|properties|ya?ml|xml|toml)");
    private static final Pattern COMPOSE = Pattern.compile("(docker-)?compose[\\w.-]*\\.ya?ml");
    private static final Pattern DOCKERFILE = Pattern.compile("(?i)(.*\\.)?(docker|container)file([.-].*)?");
    private static final Pattern COMMENT = Pattern.compile("\\s*(#|//|\\*|/\\*|<!--|--).*");

    /** As one line of output and of a comment in YAML shows it. */
    public String place() {
        return Plain.text(file) + ":" + line;
    }

    /** Whether it is PostgreSQL alone, and not with extensions of others. */
    public boolean isPlain() {
        return image.matches("(.*/)?postgres(ql)?:.*");
    }

    /**
     * All such places. What developers start by hand comes first, since it is most often kept equal to production; then
     * images that are built, then jobs of CI, then tests.
     */
    static List<PostgresSign> in(Path project, List<Path> files) {
        List<PostgresSign> signs = new ArrayList<>();
        files.stream()
                .filter(file -> rank(name(file)) < UNRANKED)
                .sorted(Comparator.comparingInt(file -> rank(name(file))))
                .limit(MOST_READ)
                .forEach(file -> read(project, file, signs));
        return List.copyOf(signs);
    }

    private static final int UNRANKED = 5;

    private static int rank(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (COMPOSE.matcher(last).matches()) {
            return 0;
        }
        if (DOCKERFILE.matcher(last).matches()) {
            return 1;
        }
        boolean ci =
                path.startsWith(".github/workflows/") || last.equals(".gitlab-ci.yml") || last.equals(".drone.yml");
        if (ci || last.equals("Jenkinsfile")) {
            return 2;
        }
        if (!SOURCE.matcher(last).matches()) {
            return UNRANKED;
        }
        return last.endsWith(".java") || last.endsWith(".kt") || path.contains("src/test/") ? 3 : 4;
    }

    private static void read(Path project, Path file, List<PostgresSign> signs) {
        List<String> lines = ProjectFiles.lines(project.resolve(file));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > LONGEST_LINE || COMMENT.matcher(line).matches()) {
                continue;
            }
            Matcher image = IMAGE.matcher(line);
            if (image.find()) {
                signs.add(new PostgresSign(
                        Integer.parseInt(image.group(3)), image.group(1) + ":" + image.group(2), name(file), i + 1));
            }
        }
    }

    private static String name(Path file) {
        return file.toString().replace('\\', '/');
    }
}
