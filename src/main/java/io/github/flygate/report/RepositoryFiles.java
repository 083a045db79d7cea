package io.github.flygate.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** Names files from the top of their repository, as those who show findings beside the code want it. */
final class RepositoryFiles {
    /** What RFC 3986 lets stand in a path segment; a colon could be taken for the end of a scheme. */
    private static final String PLAIN = "-._~!$&'()*+,;=@";

    private final String folder;

    /** @param folder of the project in its repository; empty for the top */
    RepositoryFiles(String folder) {
        this.folder = folder;
    }

    /**
     * The path of a file that a finding names. What lies outside of the repository keeps {@code ..}, and an absolute
     * path stays.
     */
    String path(String file) {
        if (isAbsolute(file)) {
            return file;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (folder + "/" + file).split("/", -1)) {
            String last = segments.isEmpty() ? ".." : segments.getLast();
            if (segment.equals("..") && !last.equals("..")) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return String.join("/", segments);
    }

    /** The same as a URI: relative to the repository, or of scheme {@code file}. */
    String uri(String file) {
        String path = path(file);
        if (!isAbsolute(path)) {
            return encoded(path);
        }
        // The colon behind a drive's letter stays one.
        return path.startsWith("/")
                ? "file://" + encoded(path)
                : "file:///" + path.substring(0, 2) + encoded(path.substring(2));
    }

    private static boolean isAbsolute(String file) {
        return file.startsWith("/") || file.matches("[A-Za-z]:/.*");
    }

    private static String encoded(String path) {
        return encoded(path, PLAIN);
    }

    /** @param plain what may stand as it is, beside letters, digits and the slashes */
    static String encoded(String path, String plain) {
        StringBuilder uri = new StringBuilder(path.length());
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            boolean stays = letter < 0x80 && (Character.isLetterOrDigit(letter) || plain.indexOf(letter) >= 0);
            if (stays || letter == '/') {
                uri.append(letter);
            } else {
                uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return uri.toString();
    }
}
