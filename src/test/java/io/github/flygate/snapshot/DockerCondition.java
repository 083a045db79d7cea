package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Asks the daemon once per JVM. */
public final class DockerCondition implements ExecutionCondition {
    private static final class Answer {
        private static final ConditionEvaluationResult RESULT = ask();

        private static ConditionEvaluationResult ask() {
            try {
                Docker docker = Docker.connect(System.getenv());
                new DockerImages(docker).get(DockerSandbox.POSTGRES, false, "", Progress.none());
                return ConditionEvaluationResult.enabled("a Docker daemon has " + DockerSandbox.POSTGRES);
            } catch (FlygateException e) {
                return ConditionEvaluationResult.disabled("no Docker to test with: " + e.getMessage());
            }
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Answer.RESULT;
    }
}
