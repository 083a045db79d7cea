package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.GuardedFlyway;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether other files make the same of the base as the pending migrations do. */
public final class OtherWordsPass {
    private OtherWordsPass() {}

    /**
     * Applies both and compares the catalogs.
     *
     * @param one a copy of the base; the pending migrations change it
     * @param other another copy; the other files change it
     * @return the differences, in sentences; none also when the pending migrations themselves fail, so that there is
     *     nothing to be the same as
     * @throws FlygateException with code ENGINE when a copy cannot be read
     */
    public static List<String> differences(
            Database one, Database other, List<Migration> otherFiles, FromNothingRequest request) {
        Building building = new Building(request);
        if (building.apply(one, request.plan().pending(), List.of()).isPresent()) {
            return List.of();
        }
        Optional<GuardedFlyway.Failure> failure = building.apply(other, otherFiles, List.of());
        if (failure.isPresent()) {
            return List.of("it fails: " + Building.wordsWithScript(failure.get()));
        }
        try {
            return building.differences(other, one).stream()
                    .map(unlike -> unlike.key() + ": " + unlike.here() + " instead of " + unlike.there())
                    .toList();
        } catch (SQLException e) {
            throw new FlygateException(ErrorCode.ENGINE, "the copy cannot be read: " + e.getMessage(), "", e);
        }
    }
}
