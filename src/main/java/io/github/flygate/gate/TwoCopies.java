package io.github.flygate.gate;

import io.github.flygate.contract.ContractPass;
import io.github.flygate.contract.ContractRequest;
import io.github.flygate.snapshot.Database;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Two copies of the base: one to be migrated, and one on which the old version's statements are tried meanwhile.
 *
 * @param ready the copy to be migrated
 */
record TwoCopies(
        CompletableFuture<Database> ready, CompletableFuture<Database> kept, CompletableFuture<ContractPass> tried)
        implements AutoCloseable {

    /** @param second gives the other copy while the first is worked on already */
    static TwoCopies open(Supplier<Database> first, Supplier<Database> second, Supplier<ContractRequest> contract) {
        CompletableFuture<Database> ready = CompletableFuture.supplyAsync(first);
        // The second comes after the first, which may have to build the base for both.
        CompletableFuture<Database> kept = ready.thenApplyAsync(opened -> second.get());
        return new TwoCopies(ready, kept, kept.thenApplyAsync(copy -> ContractPass.on(copy, contract.get())));
    }

    Database migrated() {
        return Waiting.on(ready);
    }

    ContractPass old() {
        return Waiting.on(tried);
    }

    @Override
    public void close() {
        close(tried);
        close(kept);
        close(ready);
    }

    /** What could not be opened need not be closed; why, whoever needed it has been told. */
    private static void close(CompletableFuture<? extends AutoCloseable> opening) {
        AutoCloseable opened;
        try {
            opened = Waiting.on(opening);
        } catch (RuntimeException e) {
            return;
        }
        try {
            opened.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
