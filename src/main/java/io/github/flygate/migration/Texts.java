package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes to text, with the encoding that Flyway would use, and refusing what it would refuse. */
final class Texts {
    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern CONF_ENCODING = Pattern.compile("(?m)^\\s*encoding\\s*=\\s*(\\S+)\\s*$");

    private final FlywaySettings settings;
    private final Checksums checksums;

    Texts(FlywaySettings settings, Checksums checksums) {
        this.settings = settings;
        this.checksums = checksums;
    }

    Migration.Source source(Found found) {
        return new InTree(this, found);
    }

    String content(Found found) {
        return decode(found.file(), charset(found));
    }

    /** A file that is in no tree. */
    String content(String path, byte[] bytes, String conf) {
        return decode(path, bytes, charset(path, bytes, conf), false);
    }

    private String conf(Found found) {
        Tree.File conf = found.conf();
        return conf == null ? "" : decode(conf, named(settings.encoding(), "encoding", conf.path()));
    }

    private Charset charset(Found found) {
        return charset(found.path(), found.file().bytes(), conf(found));
    }

    private Charset charset(String path, byte[] bytes, String conf) {
        Matcher own = CONF_ENCODING.matcher(conf);
        if (own.find()) {
            return named(own.group(1), "encoding", path + ".conf");
        }
        if (settings.detectEncoding()) {
            return detect(bytes);
        }
        return named(settings.encoding(), "flyway.encoding", path);
    }

    private static Charset named(String name, String key, String where) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    where + ": " + key + " is " + name + ", which is no character set of this Java",
                    "Use a name such as UTF-8.",
                    e);
        }
    }

    private static Charset detect(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & bytes[1] & 0xFF) == 0xFE && bytes[0] != bytes[1]) {
            return StandardCharsets.UTF_16;
        }
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean utf8 = !strict(StandardCharsets.UTF_8)
                .decode(ByteBuffer.wrap(bytes), out, true)
                .isError();
        return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static String decode(Tree.File file, Charset charset) {
        return decode(file.path(), file.bytes(), charset, file.inGit());
    }

    private static String decode(String path, byte[] bytes, Charset charset, boolean inGit) {
        refuseLfsPointer(path, bytes, inGit);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharsetDecoder decoder = strict(charset);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        out.flip();
        if (result.isError()) {
            long line = out.chars().filter(character -> character == '\n').count() + 1;
            throw new FlygateException(
                    inGit ? ErrorCode.BASE : ErrorCode.MIGRATIONS,
                    path + ":" + line + " is not valid " + charset.name() + "; Flyway cannot read it",
                    "Save it as " + charset.name() + ", or set flyway.encoding.");
        }
        String text = out.toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void refuseLfsPointer(String path, byte[] bytes, boolean inGit) {
        if (bytes.length < LFS_POINTER.length
                || !Arrays.equals(bytes, 0, LFS_POINTER.length, LFS_POINTER, 0, LFS_POINTER.length)) {
            return;
        }
        throw inGit
                ? new FlygateException(
                        ErrorCode.BASE,
                        path + " is kept in Git LFS: the base's git objects have a pointer only",
                        "Take *.sql out of .gitattributes' LFS filter, or use --base-version <version>.")
                : new FlygateException(
                        ErrorCode.MIGRATIONS, path + ":1 is a Git LFS pointer, not SQL", "Run `git lfs pull`.");
    }

    private record InTree(Texts texts, Found found) implements Migration.Source {
        @Override
        public int checksum() {
            return found.kind().isJava() ? 0 : texts.checksums.of(found, content(), conf());
        }

        @Override
        public String content() {
            return found.kind().isJava() ? "" : texts.content(found);
        }

        @Override
        public String conf() {
            return texts.conf(found);
        }

        @Override
        public byte[] bytes() {
            return found.file().bytes();
        }
    }
}
