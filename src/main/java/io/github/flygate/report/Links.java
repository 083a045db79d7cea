package io.github.flygate.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the files of a report, and the run that made it, can be looked at. Addresses are made of these parts alone;
 * none is taken from a report.
 *
 * @param repository its web address such as {@code https://github.com/owner/name}; empty for no links to files
 * @param commit full hash of the commit that was checked; empty for no links to files
 * @param folder of the project in the repository, with {@code /}; empty for its top
 * @param run web address of the run; empty for none
 */
public record Links(String repository, String commit, String folder, String run) {
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._-]+)+");
    /** No more than letters, digits and these are not encoded: nothing in it means anything to Markdown. */
    private static final String PLAIN = "._-";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final Pattern FILE = Pattern.compile("[^\\\\:]*[^\\\\:/]\\.[A-Za-z0-9]{1,10}");
    private static final int LONGEST = 1_000;

    /** Nothing is linked. */
    public static final Links NONE = new Links("", "", "", "");

    public Links {
        boolean files =
                ADDRESS.matcher(repository).matches() && COMMIT.matcher(commit).matches();
        repository = files ? repository : "";
        commit = files ? commit : "";
        run = ADDRESS.matcher(run).matches() ? run : "";
    }

    /**
     * The address of a line of a file; empty for what is no path of a file below the repository's top.
     *
     * @param line 0 for the file as a whole
     */
    Optional<String> file(String file, int line) {
        String path = folder.isEmpty() ? file : folder.replaceAll("/+$", "") + "/" + file;
        List<String> segments = List.of(path.split("/", -1));
        boolean below = segments.stream().noneMatch(segment -> segment.isEmpty() || segment.matches("\\.+"));
        if (repository.isEmpty()
                || path.length() > LONGEST
                || !below
                || !FILE.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.of(repository + "/blob/" + commit + "/" + RepositoryFiles.encoded(path, PLAIN)
                + (line > 0 ? "#L" + line : ""));
    }
}
