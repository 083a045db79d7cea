package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check compares with. The input base-ref is an option of the check; what the event says stands in the
 * environment instead, where it counts less than flygate.yml.
 *
 * @param option empty when base-ref is not given
 */
record ActionBase(Optional<String> option, Map<String, String> environment) {
    private static final String REMOTE = "origin/";

    static ActionBase of(ActionInputs inputs) {
        Optional<String> fetched = inputs.text("base");
        if (inputs.text("base-ref").isPresent()) {
            return new ActionBase(fetched.or(() -> inputs.text("base-ref")), inputs.environment());
        }
        if (fetched.isEmpty()) {
            verifyNamed(inputs);
            return new ActionBase(Optional.empty(), inputs.environment());
        }
        String ref = fetched.get();
        Map<String, String> environment = new HashMap<>(inputs.environment());
        environment.put("GITHUB_BASE_REF", ref.startsWith(REMOTE) ? ref.substring(REMOTE.length()) : ref);
        return new ActionBase(Optional.empty(), environment);
    }

    /** The default branch would be a guess: on itself nothing is pending, which looks like a pass. */
    private static void verifyNamed(ActionInputs inputs) {
        ConfigLoader.Options options = new ConfigLoader.Options(
                inputs.path("config", inputs.project()), List.of(), List.of(), Map.of(), List.of());
        boolean named = new ConfigLoader(inputs.environment())
                .load(inputs.project(), options).stream().allMatch(ActionBase::named);
        if (!named) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "neither flygate.yml nor the event "
                            + inputs.environment().getOrDefault("GITHUB_EVENT_NAME", "none")
                            + " says what to compare with",
                    "give the input base-ref, or run on pull_request, merge_group or push");
        }
    }

    private static boolean named(GateConfig config) {
        return config.baseRef().isPresent()
                || config.baseVersion().isPresent()
                || config.history().base().isPresent();
    }
}
