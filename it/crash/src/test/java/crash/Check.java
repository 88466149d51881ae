package crash;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;

/**
 * Compares rows and objects, by SQL and by listing: it uses nothing of the library. Bytes are made anew from what the
 * rows say and compared when a file is first seen, and once more at the end.
 */
final class Check {
    private static final Pattern PARTIAL =
            Pattern.compile("(.*/)\\.?([^/]+?)(?:\\.partial[-\\w]*| \\(unfinished upload .*)");

    private static final Pattern VARIANT = Pattern.compile("(.+)~[a-z]+\\.[0-9a-f]{8}\\.png");

    /** How many each picture has from its beginning. */
    private static final int VARIANTS = 2;

    /** What the name of one that is made later begins with. */
    private static final String LATE = "~late.";

    private static final int LATE_WIDTH = 12;

    private final Stage stage;
    private final Tally tally;
    private final Set<String> seen = new HashSet<>();

    Check(Stage stage, Tally tally) {
        this.stage = stage;
        this.tally = tally;
    }

    /**
     * What was found while nobody worked.
     *
     * @param lost files of rows that are missing or differ
     * @param leftOver objects that neither a row nor the journal knows
     * @param journal rows of the journal
     * @param forgotten workers whose last commit the database does not have, although it said so
     */
    record Result(int rows, int files, List<String> lost, List<String> leftOver, int journal, int forgotten) {
        static final Result NOTHING = new Result(0, 0, List.of(), List.of(), 0, 0);

        boolean isClean() {
            return lost.isEmpty() && leftOver.isEmpty();
        }
    }

    /** What a row says: bytes made of a seed, or one of the pictures. */
    private record File(long seed, long length, boolean isPicture) {
        InputStream open() {
            return isPicture ? new ByteArrayInputStream(Pictures.of((int) seed)) : new Bytes(seed, length);
        }

        long size() {
            return isPicture ? Pictures.of((int) seed).length : length;
        }
    }

    /** Reads the bytes of files that it has not seen yet, and looks whether the others are there. */
    Result changes() throws IOException, SQLException {
        return check(seen);
    }

    /** Reads all bytes. */
    Result everything() throws IOException, SQLException {
        return check(new HashSet<>());
    }

    /** Returns those of the objects that a row or the journal knows. */
    List<String> known(Collection<String> objects) throws SQLException {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            Set<String> journal = journal(statement);
            Set<String> files = files(statement).keySet();
            return objects.stream()
                    .filter(object -> isKnown(object, files, journal))
                    .toList();
        }
    }

    // Objects come first: one that is removed meanwhile by a reaper was known to the journal until then, or is gone
    // when one looks again.
    private Result check(Set<String> known) throws IOException, SQLException {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            Set<String> leftOver = new TreeSet<>(stage.objects().keySet());
            Set<String> journal = journal(statement);
            Map<String, File> files = files(statement);
            leftOver.removeIf(object -> isKnown(object, files.keySet(), journal));
            leftOver.retainAll(stage.objects().keySet());
            List<String> lost = lost(files, stage.objects(), known);
            return new Result(
                    rows(statement), files.size(), lost, List.copyOf(leftOver), journal.size(), forgotten(statement));
        }
    }

    // A row has whole files only; what the journal has may be anything that was begun.
    private static boolean isKnown(String object, Set<String> files, Set<String> journal) {
        String key = keyOf(object);
        String original = originalOf(key);
        return journal.contains(key) || journal.contains(original) || key.equals(object) && files.contains(original);
    }

    // A variant is named after its original, and goes with it.
    private static String originalOf(String key) {
        Matcher variant = VARIANT.matcher(key);
        return variant.matches() ? variant.group(1) : key;
    }

    private List<String> lost(Map<String, File> files, Map<String, Long> objects, Set<String> known)
            throws IOException {
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, File> file : files.entrySet()) {
            String fault = fault(file.getKey(), file.getValue(), objects, known);
            if (!fault.isEmpty()) {
                lost.add(file.getKey() + ": " + fault);
            }
        }
        return lost;
    }

    // A partial file is named after its key, and an unfinished upload as well.
    private static String keyOf(String object) {
        Matcher partial = PARTIAL.matcher(object);
        return partial.matches() ? partial.group(1) + partial.group(2) : object;
    }

    private static Set<String> journal(Statement statement) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (ResultSet row = statement.executeQuery("select storage, coalesce(flush_keys, object_key) from"
                + " stored_file_journal where state not in ('marker')")) {
            while (row.next()) {
                String storage = row.getString(1).equals("default") ? "" : row.getString(1) + ":";
                Stream.of(row.getString(2).split("\n")).forEach(key -> keys.add(storage + key));
            }
        }
        return keys;
    }

    private String fault(String key, File file, Map<String, Long> objects, Set<String> known) throws IOException {
        Long size = objects.get(key);
        if (size == null) {
            return "missing";
        }
        if (size != file.size()) {
            return size + " bytes instead of " + file.size();
        }
        if (file.isPicture() && variants(key, objects) != VARIANTS) {
            return variants(key, objects) + " variants instead of " + VARIANTS;
        }
        if (file.isPicture()) {
            String late = lateFault(key, objects, known);
            if (!late.isEmpty()) {
                return late;
            }
        }
        return known.add(key) && !isSame(key, file) ? "other bytes" : "";
    }

    // It need not be there, but if it is, it is whole.
    private String lateFault(String key, Map<String, Long> objects, Set<String> known) throws IOException {
        for (Map.Entry<String, Long> object : objects.entrySet()) {
            String name = object.getKey();
            boolean isLate =
                    name.startsWith(key + LATE) && VARIANT.matcher(name).matches();
            if (isLate && known.add(name) && !isWholeLate(name, object.getValue())) {
                return "half a variant, " + name;
            }
        }
        return "";
    }

    // The bytes are the library's, so they are read instead of compared.
    private boolean isWholeLate(String name, long size) throws IOException {
        try (InputStream stored = stage.open(name)) {
            byte[] bytes = stored.readAllBytes();
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
            return bytes.length == size && picture != null && picture.getWidth() == LATE_WIDTH;
        } catch (IIOException e) {
            return false;
        }
    }

    private static long variants(String key, Map<String, Long> objects) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(key + "~") && object.getValue() > 0)
                .filter(object -> VARIANT.matcher(object.getKey()).matches())
                .filter(object -> !object.getKey().contains(LATE))
                .count();
    }

    private boolean isSame(String key, File file) throws IOException {
        try (InputStream stored = stage.open(key);
                InputStream wanted = file.open()) {
            byte[] some = stored.readNBytes(1 << 16);
            while (some.length > 0) {
                if (!Arrays.equals(some, wanted.readNBytes(some.length))) {
                    return false;
                }
                some = stored.readNBytes(1 << 16);
            }
            return wanted.read() < 0;
        }
    }

    private static Map<String, File> files(Statement statement) throws SQLException {
        Map<String, File> files = new TreeMap<>();
        try (ResultSet row = statement.executeQuery("select file_key, seed, file_length, false from album"
                + " where file_key is not null union all select file_key, seed, file_length, false from page union all"
                + " select picture_key, picture_number, 0, true from album where picture_key is not null")) {
            while (row.next()) {
                File file = new File(row.getLong(2), row.getLong(3), row.getBoolean(4));
                if (files.put(row.getString(1), file) != null) {
                    throw new IllegalStateException("two rows hold '" + row.getString(1) + "'");
                }
            }
        }
        return files;
    }

    private int forgotten(Statement statement) throws SQLException {
        Map<String, Long> missing = new HashMap<>(tally.acknowledged());
        try (ResultSet row = statement.executeQuery("select worker, number from ticket")) {
            while (row.next()) {
                long number = row.getLong(2);
                missing.computeIfPresent(row.getString(1), (worker, said) -> said > number ? said : null);
            }
        }
        return missing.size();
    }

    private static int rows(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select (select count(*) from album) + (select count(*) from page)")) {
            row.next();
            return row.getInt(1);
        }
    }
}
