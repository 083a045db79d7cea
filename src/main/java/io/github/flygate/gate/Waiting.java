package io.github.flygate.gate;

import io.github.flygate.model.FlygateException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes what another thread has made, or the reason why it could not. */
final class Waiting {
    private Waiting() {}

    static <T> T on(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof FlygateException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
