package kerava.config;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.util.stream.LongStream;

/**
 * The most that a file may ask of a reader; a file is hostile input until it has been read. One immutable value, handed down to every
 * reader, the same for all formats. Sizes are in bytes.
 *
 * @param fileBytes the file itself, or the array or stream that holds what a file would
 * @param inflatedBytes what all compressed parts may come to, counted while inflating
 * @param inflation how many times larger than its compressed bytes a dataset of an HDF5 file or an array of data may become
 * @param archiveInflation the same for a part of a .keras, whose numbers Keras does not compress
 * @param elements numbers in one dataset or array
 * @param datasets datasets and arrays in one file
 * @param attributes attributes of all objects in one HDF5 file, each element of a list being one
 * @param attributeBytes one attribute of an HDF5 object
 * @param nameLength characters of one name
 * @param layers layers of a model, nested ones included
 * @param jsonBytes one text of JSON
 * @param jsonDepth nesting of JSON
 * @param stringLength characters of one JSON string
 * @param numberLength characters of one JSON number
 */
public record Limits(long fileBytes, long inflatedBytes, long inflation, long archiveInflation, long elements, int datasets, int attributes,
    int attributeBytes,
    int nameLength,
    int layers, int jsonBytes, int jsonDepth, int stringLength, int numberLength) {

  /** The most bytes that one array of Java's holds. */
  public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Files of up to 2 GiB (the most one Java array holds), models of up to 5,000 layers. */
  public static final Limits DEFAULT =
      new Limits(LONGEST_ARRAY, LONGEST_ARRAY, 1000, 100, 1 << 29, 100_000, 500_000, 64 << 20, 1024, 5_000, 16 << 20, 200,
          1 << 20,
          100);

  private static final long ALWAYS = 1 << 20;

  public Limits {
    long least =
        LongStream.of(fileBytes, inflatedBytes, inflation, archiveInflation, elements, datasets, attributes, attributeBytes, nameLength,
            layers, jsonBytes, jsonDepth,
            stringLength, numberLength).min().getAsLong();
    require(least > 0, "Limits: every limit must be positive, got %d", least);
  }

  /** This with {@code value} for the limit {@code name}: {@code Limits.DEFAULT.with("layers", 20)}. */
  public Limits with(String name, Object value) {
    return Settings.with(this, name, value);
  }

  /** The most bytes that {@code stored} ones of {@code inflation} may become. */
  public static long inflated(long stored, long inflation) {
    return stored > Long.MAX_VALUE / inflation ? Long.MAX_VALUE : stored * inflation;
  }

  /** As {@link #inflated}, of a part that may always have {@value #ALWAYS} bytes: a short run of zeros inflates a thousandfold. */
  public static long inflatedPart(long stored, long inflation) { return Math.max(ALWAYS, inflated(stored, inflation)); }

  /** Refuses {@code got} of {@code what} when it is more than {@code limit}; {@code where} is the file and the place in it. */
  public static void check(String where, String what, long got, long limit) {
    refuseUnless(got >= 0 && got <= limit, "%s: too much for the limits: %s, got %s, limit %d; if the file is genuine, raise the limit",
        where,
        what, got < 0 ? "a negative or overflowing number" : Long.toString(got), limit);
  }
}
