package kerava.data;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import kerava.random.RandomState;

/**
 * The image files of a folder in Keras's order, with their labels. Source: Keras {@code utils/dataset_utils.py} index_directory.
 *
 * @param labels null: there are none
 * @param classNames empty: there are no labels
 */
record FileIndex(List<Path> files, List<Integer> labels, List<String> classNames) {
  /** Which files, told by the endings of their names. */
  enum Kind {
    IMAGES("an image", ".png", ".jpg", ".jpeg", ".gif", ".bmp"),
    TEXTS("a text", ".txt");

    private final String one;
    private final List<String> endings;

    Kind(String one, String... endings) {
      this.one = one;
      this.endings = List.of(endings);
    }

    String one() { return one; }

    private boolean has(String name) { return endings.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith); }

    /** The endings: ".png, .jpg or .bmp". */
    String told() { return String.join(", ", endings).replaceFirst("(.*), ", "$1 or "); }

    @Override public String toString() { return name().toLowerCase(Locale.ROOT); }
  }

  /** As Python compares texts: by characters, of which Java counts some as two. */
  private static final Comparator<String> BY_CHARACTERS =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  /** Folders of {@code directory} are classes, all of them or those of {@code classNames}, in that order. */
  static FileIndex inferred(Path directory, Kind kind, List<String> classNames, boolean followLinks) {
    List<String> folders = listed(directory, kind).stream().filter(each -> Files.isDirectory(each) && !name(each).startsWith("."))
        .map(FileIndex::name).sorted(BY_CHARACTERS).toList();
    require(classNames == null || folders.containsAll(classNames), "%s: classNames must be among its folders %s, got %s", directory,
        folders,
        classNames);
    List<String> classes = classNames == null ? folders : classNames;
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String each : classes) {
      files.addAll(files(directory.resolve(each), kind, followLinks));
      while (labels.size() < files.size()) labels.add(classes.indexOf(each));
    }
    return new FileIndex(files, labels, classes);
  }

  /** All files of {@code kind} in and under {@code directory}; {@code labels} null: without any. */
  static FileIndex flat(Path directory, Kind kind, List<Integer> labels, boolean followLinks) {
    List<Path> files = files(directory, kind, followLinks);
    require(labels == null || labels.size() == files.size(), "%s: labels must be as many as its %s, got %d for %d; they belong to the "
        + "files in the order of their paths", directory, kind, labels == null ? 0 : labels.size(), files.size());
    List<String> names = labels == null ? List.of() : labels.stream().distinct().sorted().map(Object::toString).toList();
    return new FileIndex(files, labels, names);
  }

  /** In the order that NumPy's {@code RandomState(seed).shuffle} gives them. */
  FileIndex shuffled(long seed) {
    int[] order = new RandomState(seed).permutation(files.size());
    return new FileIndex(ordered(files, order), labels == null ? null : ordered(labels, order), classNames);
  }

  private static <T> List<T> ordered(List<T> all, int[] order) { return Arrays.stream(order).mapToObj(all::get).toList(); }

  /** The files of the {@code subset}, of which {@code validation} are kept for validation. */
  FileIndex part(Subset subset, int validation) {
    return new FileIndex(subset.of(files, validation), labels == null ? null : subset.of(labels, validation), classNames);
  }

  private record Folder(Path path, String key) {}

  /** Folders in the order of their paths, the files of each in that of their names. */
  private static List<Path> files(Path top, Kind kind, boolean followLinks) {
    List<Folder> folders = new ArrayList<>();
    collect(new Folder(top, ""), kind, followLinks, new ArrayDeque<>(), folders);
    folders.sort(Comparator.comparing(Folder::key, BY_CHARACTERS));
    List<Path> files = new ArrayList<>();
    for (Folder folder : folders)
      listed(folder.path(), kind).stream().filter(each -> !Files.isDirectory(each) && kind.has(name(each)))
          .sorted(Comparator.comparing(FileIndex::name, BY_CHARACTERS)).forEach(files::add);
    return files;
  }

  private static void collect(Folder folder, Kind kind, boolean followLinks, Deque<Path> above, List<Folder> all) {
    if (followLinks) above.push(withoutLoop(folder.path(), above));
    all.add(folder);
    for (Path each : listed(folder.path(), kind))
      if (followLinks ? Files.isDirectory(each) : Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
        collect(new Folder(each, folder.key() + "/" + name(each)), kind, followLinks, above, all);
    if (followLinks) above.pop();
  }

  private static Path withoutLoop(Path folder, Deque<Path> above) {
    try {
      Path real = folder.toRealPath();
      require(!above.contains(real), "%s: a link leads back to a folder that it lies in; remove it, or do not follow links", folder);
      return real;
    } catch (IOException e) {
      throw FileInput.unreadable(folder, e);
    }
  }

  private static String name(Path path) { return Objects.toString(path.getFileName()); }

  private static List<Path> listed(Path directory, Kind kind) {
    require(Files.isDirectory(directory), "%s: must be a folder, and %s; give the folder that holds the %s", directory,
        Files.exists(directory) ? "is a file" : "is not there", kind);
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    } catch (IOException e) {
      throw FileInput.unreadable(directory, e);
    }
  }
}
