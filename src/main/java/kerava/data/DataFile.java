package kerava.data;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kerava.config.Limits;
import kerava.tensor.NDArray;

/**
 * A file of numbers as a user names it, told by the ending of its name: {@code x.npy}; {@code data.npz:key} (the key may be left out if
 * there is one array); IDX files, such as {@code train-images-idx3-ubyte.gz}, with levels as they are, 0 to 255; {@code data.csv},
 * {@code data.csv:a,b} for the columns a and b, {@code data.csv:!label} for all but label, and the same of {@code data.tsv}, which has tabs
 * for commas. A column is named as the header does, in quotes if that holds a comma or begins with {@code !} or a quote, or by its number,
 * from 1: {@code #1}, or {@code 1} where no column has a number for a name. All become float32.
 */
public final class DataFile {
  private static final Pattern WITH_PART = Pattern.compile("(?is)(.*?\\.(?:npz|csv|tsv)):(.*)");
  private static final String KINDS = ".npy, .npz:key, IDX (such as -idx3-ubyte, -idx1-ubyte.gz), .csv, .csv:column,column or .tsv";

  private DataFile() {}

  public static NDArray read(String spec) { return read(spec, Limits.DEFAULT); }

  /** The array that {@code spec} names, at most as large as {@code limits} allow. */
  public static NDArray read(String spec, Limits limits) { return read(spec, CsvFormat.DEFAULT, limits); }

  /** As {@link #read(String, Limits)}, if it is text in {@code format}; in a .tsv tabs stand for commas. */
  public static NDArray read(String spec, CsvFormat format, Limits limits) {
    Matcher with = WITH_PART.matcher(spec);
    String name = with.matches() ? with.group(1) : spec, part = with.matches() ? with.group(2) : null;
    require(part == null || !part.isEmpty(), "%s: a key or a column must follow the colon; name it, or leave the colon out", spec);
    Path file = FileInput.path(name);
    String ending = name.toLowerCase(Locale.ROOT);
    if (ending.endsWith(".npy")) return Npy.read(file, limits);
    if (ending.endsWith(".npz")) return Npz.read(file, part == null ? onlyKey(file, limits) : part, limits);
    if (ending.endsWith(".csv")) return Csv.read(file, columns(spec, part), format, limits);
    if (ending.endsWith(".tsv"))
      return Csv.read(file, columns(spec, part), format.separator() == ',' ? format.withSeparator('\t') : format, limits);
    require(!ending.matches("(?s).*\\.(npy|npz|csv|tsv)\\.gz"), "%s: only IDX files are read gzipped; unpack it first", spec);
    require(ending.matches("(?s).*(\\.gz|ubyte|[.-]idx[0-9]*)"), "%s: a file of numbers must be %s by the ending of its name", spec, KINDS);
    return Idx.read(file, limits).array();
  }

  private static CsvColumns columns(String spec, String part) { return part == null ? CsvColumns.ALL : CsvColumns.parse(spec, part); }

  private static String onlyKey(Path file, Limits limits) {
    List<String> keys = Npz.keys(file, limits);
    require(keys.size() == 1, "%s: say which of its arrays to read, as in %s:KEY; there are %s", file, file, Npz.listed(keys));
    return keys.get(0);
  }

  /** Writes {@code array} as .npy or .csv, by the ending of {@code name}; an old file stays whole if this fails. */
  public static void write(String name, NDArray array) {
    String ending = name.toLowerCase(Locale.ROOT);
    require(ending.matches("(?s).*\\.(npy|csv)"), "%s: arrays are written as .npy or .csv, by the ending of the name", name);
    if (ending.endsWith(".npy")) Npy.write(FileInput.path(name), array);
    else Csv.write(FileInput.path(name), array);
  }
}
