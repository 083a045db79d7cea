package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's programs of one release, ready to be run here.
 *
 * @param binaries where whom they run as may reach them
 */
record Installation(Release release, Platform platform, RunAs runAs, Path binaries, RunPlaces places) {

    /** Gets the programs if they are not there, and clears away what killed processes left. */
    static Installation of(String postgres, Path cache, Map<String, String> environment, Progress progress) {
        Release release = Release.of(postgres);
        Platform platform = Platform.current();
        Path home = Binaries.home(release, platform, cache, progress);
        RunAs runAs = RunAs.choose(platform, environment);
        Path binaries = Binaries.reachable(home, runAs, RunPlaces.temporary());
        RunPlaces places = RunPlaces.of(cache, environment);
        List<Path> swept = new ArrayList<>(places.places());
        // Where bases are packed, wherever copies run.
        swept.add(cache.resolve("run"));
        swept.add(home.toAbsolutePath().getParent());
        Leftovers.sweep(swept, new Signals(platform, binaries));
        return new Installation(release, platform, runAs, binaries, places);
    }

    /** The same, for servers that outlive this process. */
    Installation detached() {
        return new Installation(release, platform, runAs.detached(), binaries, places);
    }

    Cluster cluster(Scratch scratch) {
        return new Cluster(scratch, binaries, release, runAs, platform);
    }

    Signals signals() {
        return new Signals(platform, binaries);
    }
}
