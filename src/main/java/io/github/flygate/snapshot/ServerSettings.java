package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's settings: flygate's own, then the project's, which win. */
final class ServerSettings {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*");
    /** PostgreSQL names the culprit in all of these messages, in quotes after the word parameter, or first. */
    private static final Pattern CULPRIT =
            Pattern.compile("parameter \"([^\"]+)\"|FATAL: +\"?(\\w+)\"? (?:must|cannot)");

    /** Where the server is, who gets in, what it writes: flygate's business. And what would run a program. */
    private static final Set<String> REFUSED = Set.of(
            "archive_cleanup_command",
            "archive_command",
            "archive_library",
            "config_file",
            "data_directory",
            "dynamic_library_path",
            "external_pid_file",
            "hba_file",
            "ident_file",
            "jit_provider",
            "listen_addresses",
            "log_destination",
            "log_directory",
            "log_filename",
            "logging_collector",
            "port",
            "recovery_end_command",
            "restore_command",
            "ssl",
            "ssl_passphrase_command",
            "unix_socket_directories",
            "unix_socket_group",
            "unix_socket_permissions");

    private final SortedMap<String, String> project;

    ServerSettings(SortedMap<String, String> project) {
        project.forEach(ServerSettings::require);
        this.project = project;
    }

    /** The arguments that begin a server with these settings. */
    List<String> arguments(int major) {
        return arguments(defaults(major));
    }

    /** The same for a server in a Linux container: reached from outside, and its scripts use its own socket. */
    List<String> containerArguments(int major) {
        Map<String, String> all = defaults(major);
        all.put("listen_addresses", "*");
        all.remove("unix_socket_directories");
        all.put("dynamic_shared_memory_type", "mmap");
        return arguments(all);
    }

    private List<String> arguments(Map<String, String> all) {
        // Case does not matter in PostgreSQL, so a later argument of another case wins as well.
        all.putAll(project);
        List<String> arguments = new ArrayList<>();
        all.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }

    /** The project's setting that the server's log names as the reason why it did not start. */
    Optional<FlygateException> blame(String log) {
        Matcher matcher = CULPRIT.matcher(log);
        while (matcher.find()) {
            String culprit = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            for (String name : project.keySet()) {
                if (name.equalsIgnoreCase(culprit)) {
                    return Optional.of(refusal(name, "PostgreSQL refuses it: " + reason(log, culprit)));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> defaults(int major) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        // A copy is thrown away, so nothing has to outlive a crash.
        all.put("fsync", "off");
        all.put("full_page_writes", "off");
        all.put("synchronous_commit", "off");
        // Alike from run to run: nothing happens at its own time, nothing is spread over workers.
        all.put("autovacuum", "off");
        all.put("max_parallel_workers_per_gather", "0");
        all.put("max_parallel_maintenance_workers", "0");
        all.put("jit", "off");
        all.put("checkpoint_timeout", "1h");
        all.put("max_wal_size", "1GB");
        // Kept small for the archive: old segments are removed instead of kept for later.
        all.put("wal_recycle", "off");
        all.put("shared_buffers", "64MB");
        // Inside the data directory, which is ours to delete; a container's /dev/shm may be tiny.
        all.put("dynamic_shared_memory_type", isWindows() ? "windows" : "mmap");
        // Fewer processes to start.
        all.put("max_logical_replication_workers", "0");
        if (major >= 18) {
            all.put("io_method", "sync");
        }
        all.put("TimeZone", "UTC");
        all.put("log_timezone", "UTC");
        return all;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    private static void require(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw refusal(name, "this is not a setting's name");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (REFUSED.contains(lower)) {
            throw refusal(name, "flygate decides this one itself");
        }
        if (lower.endsWith("_preload_libraries") && (value.contains("/") || value.contains("\\"))) {
            throw refusal(name, "only libraries that come with PostgreSQL may be named, without a path");
        }
        if (value.indexOf('\0') >= 0) {
            throw refusal(name, "its value has a character that no setting can have");
        }
    }

    private static FlygateException refusal(String name, String why) {
        return new FlygateException(
                ErrorCode.CONFIGURATION,
                "settings." + name + ": " + why,
                "correct or remove `" + name + "` under `settings:` in flygate.yml");
    }

    private static String reason(String log, String culprit) {
        return log.lines()
                .filter(line -> line.contains(culprit))
                .map(line -> line.replaceFirst("^.*?(?:FATAL|ERROR|LOG): *", ""))
                .findFirst()
                .orElse("see the log");
    }
}
