package io.github.flygate.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A data directory as one uncompressed tar file. One file, because thousands of small ones are what is slow: to read
 * when they are not in the page cache, to delete, and to keep in a pipeline's cache. Measured with 1,000 tables (5,200
 * files, 59 MB) to a memory file system: 0.11 s from the archive, 0.20 s with {@code cp -a}, 0.24 s file by file.
 */
final class DataArchive {
    private static final int BLOCK = 512;
    private static final int BUFFER = 256 * 1024;
    private static final int THREADS = 2;

    private DataArchive() {}

    /** Packs a stopped data directory, and has it on the disk when it returns. */
    static void pack(Path folder, Path tar) throws IOException {
        try (FileChannel out = FileChannel.open(
                        tar,
                        java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        Trees.owner("rw-------"));
                Stream<Path> tree = Files.walk(folder)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            for (Path path : (Iterable<Path>) tree::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (!name.isEmpty() && !name.startsWith("postmaster.")) {
                    add(out, buffer, path, name);
                }
            }
            writeFully(out, ByteBuffer.allocate(2 * BLOCK));
            out.force(true);
        }
    }

    /** Unpacks into an existing folder; {@code scratch} is asked whether to go on. */
    static void unpack(Path tar, Path folder, RunAs runAs, Scratch scratch) throws IOException {
        try (FileChannel in = FileChannel.open(tar, StandardOpenOption.READ)) {
            List<Entry> files = new ArrayList<>();
            for (Entry entry : index(in)) {
                if (entry.folder()) {
                    Files.createDirectory(folder.resolve(entry.name()));
                    runAs.giveOne(folder.resolve(entry.name()));
                } else {
                    files.add(entry);
                }
            }
            AtomicInteger next = new AtomicInteger();
            List<FutureTask<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                FutureTask<Boolean> task = new FutureTask<>(() -> {
                    write(in, files, next, folder, runAs, scratch);
                    return true;
                });
                tasks.add(task);
                Thread thread = new Thread(task, "flygate-unpack-" + i);
                thread.setDaemon(true);
                thread.start();
            }
            await(tasks);
        }
    }

    private record Entry(String name, boolean folder, long offset, long size) {}

    private static void add(FileChannel out, ByteBuffer buffer, Path path, String name) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException("the data directory has a link in it (a tablespace?): " + name);
        }
        boolean folder = Files.isDirectory(path);
        if (folder) {
            writeFully(out, header(name, true, 0));
            return;
        }
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = in.size();
            writeFully(out, header(name, false, size));
            long left = size;
            while (left > 0) {
                buffer.clear().limit((int) Math.min(BUFFER, left));
                if (in.read(buffer) < 0) {
                    throw new EOFException(path + " became shorter while it was read");
                }
                left -= buffer.flip().remaining();
                writeFully(out, buffer);
            }
            writeFully(out, ByteBuffer.allocate((int) (padded(size) - size)));
        }
    }

    /** A header of the POSIX ustar format. */
    private static ByteBuffer header(String name, boolean folder, long size) throws IOException {
        byte[] bytes = (folder ? name + "/" : name).getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > 100) {
            throw new IOException("name too long in a data directory: " + name);
        }
        ByteBuffer header = ByteBuffer.allocate(BLOCK);
        put(header, 0, bytes);
        put(header, 100, ascii(folder ? "0000700" : "0000600"));
        put(header, 108, ascii("0000000"));
        put(header, 116, ascii("0000000"));
        put(header, 124, ascii(String.format("%011o", size)));
        put(header, 136, ascii("00000000000"));
        put(header, 148, ascii("        "));
        put(header, 156, ascii(folder ? "5" : "0"));
        put(header, 257, ascii("ustar\00000"));
        int sum = 0;
        for (byte b : header.array()) {
            sum += b & 0xff;
        }
        put(header, 148, ascii(String.format("%06o\0", sum)));
        return header;
    }

    private static List<Entry> index(FileChannel in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        ByteBuffer header = ByteBuffer.allocate(BLOCK);
        byte[] bytes = header.array();
        long at = 0;
        while (true) {
            readFully(in, header.clear(), at);
            if (bytes[0] == 0) {
                return entries;
            }
            int end = 0;
            while (end < 100 && bytes[end] != 0) {
                end++;
            }
            String name = new String(bytes, 0, end, StandardCharsets.US_ASCII);
            long size = Long.parseLong(new String(bytes, 124, 11, StandardCharsets.US_ASCII), 8);
            entries.add(new Entry(name, bytes[156] == '5', at + BLOCK, size));
            at += BLOCK + padded(size);
        }
    }

    private static void write(
            FileChannel in, List<Entry> files, AtomicInteger next, Path folder, RunAs runAs, Scratch scratch)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            if (scratch.closed()) {
                throw Failures.engine("flygate is being ended", "");
            }
            Entry entry = files.get(i);
            Path file = folder.resolve(entry.name());
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long done = 0; done < entry.size(); ) {
                    buffer.clear().limit((int) Math.min(BUFFER, entry.size() - done));
                    readFully(in, buffer, entry.offset() + done);
                    done += buffer.flip().remaining();
                    writeFully(out, buffer, file);
                }
            }
            runAs.giveOne(file);
        }
    }

    private static void await(List<FutureTask<Boolean>> tasks) throws IOException {
        for (FutureTask<Boolean> task : tasks) {
            try {
                task.get();
            } catch (InterruptedException e) {
                throw Failures.interrupted(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                if (e.getCause() instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static void readFully(FileChannel in, ByteBuffer buffer, long at) throws IOException {
        long position = at;
        while (buffer.hasRemaining()) {
            int read = in.read(buffer, position);
            if (read < 0) {
                throw new EOFException("the base's archive is shorter than it says");
            }
            position += read;
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer buffer, Path file) throws IOException {
        try {
            writeFully(out, buffer);
        } catch (IOException e) {
            throw Failures.naming(file, e);
        }
    }

    private static void put(ByteBuffer header, int at, byte[] bytes) {
        header.put(at, bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }
}
