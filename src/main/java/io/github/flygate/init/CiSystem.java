package io.github.flygate.init;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A CI system: what shows that a project uses it, and the file that flygate adds for it. */
public enum CiSystem {
    GITHUB("GitHub", ".github", ".github/workflows/flygate.yml", "github.yml", "commit it; pull requests run it"),
    GITLAB(
            "GitLab",
            ".gitlab-ci.yml",
            ".gitlab/flygate.yml",
            "gitlab/.gitlab-ci.yml",
            "include it in .gitlab-ci.yml: \"include: { local: .gitlab/flygate.yml }\""),
    JENKINS(
            "Jenkins",
            "Jenkinsfile",
            "flygate.Jenkinsfile",
            "jenkins/Jenkinsfile",
            "copy its stage into Jenkinsfile, or let a multibranch project of its own take it as script path"),
    DRONE(
            "Drone",
            ".drone.yml",
            ".drone.flygate.yml",
            "drone/.drone.yml",
            "put its text at the end of .drone.yml, after a line \"---\"");

    private final String title;
    private final String sign;
    private final String file;
    private final String template;
    private final String use;

    CiSystem(String title, String sign, String file, String template, String use) {
        this.title = title;
        this.sign = sign;
        this.file = file;
        this.template = template;
        this.use = use;
    }

    /** Those whose files are in the project's folder. */
    static List<CiSystem> in(Path project) {
        return Arrays.stream(values())
                .filter(ci -> Files.exists(project.resolve(ci.sign), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /** By its name on the command line, such as {@code github}. */
    public static Optional<CiSystem> of(String id) {
        return Arrays.stream(values()).filter(ci -> ci.id().equals(id)).findFirst();
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The file or folder that shows it. */
    public String sign() {
        return sign;
    }

    /** Where flygate's file goes, relative to the project. */
    public String file() {
        return file;
    }

    String template() {
        return template;
    }

    /** What is left to do once the file is there. */
    public String use() {
        return use;
    }
}
