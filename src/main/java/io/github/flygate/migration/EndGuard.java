package io.github.flygate.migration;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends a parser that does not notice the end of its input, as Flyway's does in the data of a {@code COPY} without a
 * closing {@code \.}: it asks for the next character for ever. A thread with a time limit could not stop it.
 */
final class EndGuard extends FilterReader {
    /** Flyway looks up to a few hundred characters beyond the end for each of the last tokens; far fewer than this. */
    private static final int QUESTIONS_AT_THE_END = 4_000_000;

    private static final long NANOS = 60_000_000_000L;

    private final long started = System.nanoTime();
    private int atTheEnd;

    EndGuard(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        return checked(super.read());
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return checked(super.read(buffer, offset, length));
    }

    private int checked(int read) throws IOException {
        if (read < 0 && ++atTheEnd > QUESTIONS_AT_THE_END) {
            throw new EndlessException("the parser does not see the end of the file");
        }
        if (System.nanoTime() - started > NANOS) {
            throw new EndlessException("splitting took longer than a minute");
        }
        return read;
    }

    static final class EndlessException extends IOException {
        private static final long serialVersionUID = 1L;

        EndlessException(String message) {
            super(message);
        }
    }
}
