package io.github.flygate.cli;

import io.github.flygate.github.PullRequestComment;
import io.github.flygate.github.Workflow;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.report.Links;
import io.github.flygate.report.ReportReader;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "comment",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Posts a JSON report as a comment on the pull request at GitHub, or brings the comment that is",
            "there up to date. The token comes from FLYGATE_GITHUB_TOKEN, else from GITHUB_TOKEN.",
            "A comment that cannot be posted is told in a line and ends with 0: it is no verdict."
        },
        footer = {
            "",
            "Examples:",
            "  flygate comment --report report.json            in GitHub Actions, after the check",
            "  flygate comment --report report.json --tag orders --folder services/orders",
            "  flygate comment --report report.json --repo owner/name --pull-request 7 --strict"
        })
final class CommentCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--report",
            required = true,
            paramLabel = "FILE",
            description = "What `flygate check --format json` wrote.")
    private Path report = Path.of("report.json");

    @Option(
            names = "--when",
            paramLabel = "WHEN",
            defaultValue = "on-findings",
            description = {
                "on-findings (default): when there is something to tell, and \"resolved\" when there is no more;",
                "always; never."
            })
    private String when = "on-findings";

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            defaultValue = "default",
            description = "One comment per tag: tells the projects of one repository apart.")
    private String tag = "default";

    @Option(
            names = "--pull-request",
            paramLabel = "NUMBER",
            description = "Default: that of the event that started the workflow.")
    private Optional<String> pullRequest = Optional.empty();

    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "Default: GITHUB_REPOSITORY.")
    private Optional<String> repository = Optional.empty();

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description = "The commit that was checked, for links. Default: the pull request's head.")
    private Optional<String> commit = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "",
            description = "The project's folder in the repository, for links. Default: the top.")
    private String folder = "";

    @Option(names = "--strict", description = "End with 3 when the comment cannot be posted.")
    private boolean strict;

    CommentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean always = always();
        OptionalInt number = number();
        if (when.equals("never")) {
            terminal.out().println("no comment: --when never");
            return 0;
        }
        Workflow workflow = Workflow.of(terminal.environment(), repository);
        PullRequestComment comment = new PullRequestComment(workflow, tag, always);
        GateReport read = read();
        Links links = commit.map(given -> workflow.links(folder, given)).orElseGet(() -> workflow.links(folder));
        try {
            terminal.out().println(Reports.harmless(comment.bring(read, links, number)));
        } catch (FlygateException e) {
            if (strict || e.code() != ErrorCode.GITHUB) {
                throw e;
            }
            notice(e);
        }
        return 0;
    }

    private boolean always() {
        return switch (when) {
            case "always" -> true;
            case "on-findings", "never" -> false;
            default ->
                throw new FlygateException(
                        ErrorCode.USAGE, "--when " + when + " is not known", "use on-findings, always or never");
        };
    }

    /** Nothing but digits: the number may come from a file that a fork's run has written. */
    private OptionalInt number() {
        if (pullRequest.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!pullRequest.get().matches("[1-9][0-9]{0,8}")) {
            throw new FlygateException(
                    ErrorCode.USAGE, "--pull-request takes a number", "give the one in the pull request's address");
        }
        return OptionalInt.of(Integer.parseInt(pullRequest.get()));
    }

    private GateReport read() {
        try (InputStream json = Files.newInputStream(report)) {
            return ReportReader.read(json);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "the report " + report + " cannot be read",
                    "give --report the file that `flygate check --format json --output` wrote",
                    e);
        }
    }

    private void notice(FlygateException e) {
        String line = "flygate: notice: no comment: " + e.getMessage() + "; what to do: " + e.hint();
        terminal.err().println(Reports.harmless(line.replace('\n', ' ')));
        terminal.err().flush();
    }
}
