package io.github.flygate.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds where the base had a folder of migrations that it does not have under today's name, by the files' contents. */
final class MovedFolders {
    private final List<Locations.Folder> folders = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** The locations as the base has them. */
    static MovedFolders in(GitTree base, Locations locations, Scan head) {
        MovedFolders moved = new MovedFolders();
        Map<String, List<String>> byBlob = new HashMap<>();
        for (Locations.Folder folder : locations.folders()) {
            List<Found> inFolder = head.migrations().stream()
                    .filter(found -> !found.kind().isJava() && Paths.isBelow(found.path(), folder.root()))
                    .toList();
            if (base.hasFolder(folder.root()) || inFolder.isEmpty()) {
                moved.folders.add(folder);
                continue;
            }
            if (byBlob.isEmpty()) {
                base.all((path, blob) ->
                        byBlob.computeIfAbsent(blob, key -> new ArrayList<>()).add(path));
            }
            moved.find(folder, inFolder, byBlob);
        }
        return moved;
    }

    List<Locations.Folder> folders() {
        return folders;
    }

    List<String> notes() {
        return notes;
    }

    private void find(Locations.Folder folder, List<Found> head, Map<String, List<String>> byBlob) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        for (Found found : head) {
            for (String path : byBlob.getOrDefault(found.file().blob(), List.of())) {
                if (path.equals(found.script()) || path.endsWith("/" + found.script())) {
                    String root = path.substring(
                            0, Math.max(0, path.length() - found.script().length() - 1));
                    votes.merge(root, 1, Integer::sum);
                }
            }
        }
        if (votes.isEmpty()) {
            folders.add(folder);
            notes.add("the base has no folder " + folder.root()
                    + ", and none with the same files: all of its migrations are pending");
            return;
        }
        String best = votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
        folders.add(folder.at(best));
        notes.add("the base has the migrations of " + folder.root() + " in " + (best.isEmpty() ? "." : best)
                + ", found by content: " + votes.get(best) + " of " + head.size() + " files are the same");
    }
}
