package io.github.flygate.github;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.report.Links;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The one comment that a report has on a pull request: made when there is something to tell, edited in place after
 * that, and rewritten to "resolved" when there is nothing left to tell.
 */
public final class PullRequestComment {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");
    private static final int LONGEST_TAG = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Workflow workflow;
    private final String tag;
    private final boolean always;
    private final Duration patience;

    /**
     * @param tag tells the comments of several projects in one repository apart
     * @param always also without anything to tell
     * @throws FlygateException when the tag holds anything but words
     */
    public PullRequestComment(Workflow workflow, String tag, boolean always) {
        this(workflow, tag, always, PATIENCE);
    }

    PullRequestComment(Workflow workflow, String tag, boolean always, Duration patience) {
        if (tag.length() > LONGEST_TAG || !TAG.matcher(tag).matches()) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "a tag is made of letters and digits, joined by . _ or -, at most " + LONGEST_TAG,
                    "give --tag such a name");
        }
        this.workflow = workflow;
        this.tag = tag;
        this.always = always;
        this.patience = patience;
    }

    /**
     * Brings the comment up to date and says in a sentence what was done.
     *
     * @param pullRequest its number; empty for that of the run
     * @throws FlygateException with {@link ErrorCode#GITHUB} when it could not be done
     */
    public String bring(GateReport report, Links links, OptionalInt pullRequest) {
        if (pullRequest.isEmpty() && belongsToNone(workflow.event())) {
            return noPullRequest();
        }
        String repository = workflow.repository();
        GithubApi api = new GithubApi(workflow.api(), workflow.token(), patience);
        OptionalInt number = new PullRequests(api, workflow).find(pullRequest);
        if (number.isEmpty()) {
            return noPullRequest();
        }
        String where = " on pull request " + number.getAsInt() + " of " + repository;
        return bring(report, links, new Conversation(api, repository, number.getAsInt())) + where;
    }

    private String bring(GateReport report, Links links, Conversation conversation) {
        Optional<Conversation.Found> found = conversation.find(CommentText.marker(tag));
        boolean tells = CommentText.tells(report);
        if (found.isEmpty()) {
            return tells || always
                    ? "made comment " + conversation.create(CommentText.of(report, links, tag, false))
                    : "nothing to tell and no comment";
        }
        boolean resolved = !tells && !always;
        String text = CommentText.of(report, links, tag, resolved);
        if (CommentText.same(found.get().body(), text)) {
            return "left comment " + found.get().id() + " as it is";
        }
        conversation.update(found.get(), text);
        return (resolved ? "resolved comment " : "updated comment ")
                + found.get().id();
    }

    private static boolean belongsToNone(EventFile event) {
        return !event.isWorkflowRun() && event.pullRequest().isEmpty();
    }

    private String noPullRequest() {
        String event = workflow.event().name();
        if (event.isEmpty()) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "nothing says which pull request to comment on",
                    "give its number with --pull-request");
        }
        return "no comment: the event " + event + " belongs to no pull request";
    }
}
