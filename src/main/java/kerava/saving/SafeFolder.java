package kerava.saving;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.files.SafeFile;

/** {@link SafeFile} for a folder: filled beside, forced to the disk, then moved. Whatever fails before leaves the old one as it was. */
final class SafeFolder {
  interface Filling {
    /** Writes into the empty folder {@code beside}, and checks what it wrote. */
    void into(Path beside) throws IOException;
  }

  private SafeFolder() {}

  /** {@code replaceable}: an old folder is replaced if it holds nothing but these names; empty: none is. */
  static void write(Path folder, Set<String> replaceable, Filling filling) {
    Path absolute = folder.toAbsolutePath().normalize(), parent = absolute.getParent();
    require(parent != null && Files.isDirectory(parent), "%s: cannot be saved, there is no folder %s; make it first", folder, parent);
    try {
      boolean exists = Files.exists(absolute, LinkOption.NOFOLLOW_LINKS);
      if (exists) checkOld(folder, replaceable);
      Path target = exists ? absolute.toRealPath() : absolute, beside = target.resolveSibling(name(target, "part"));
      try {
        filling.into(Files.createDirectory(beside));
        force(beside);
        if (exists) replace(beside, target);
        else Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(beside);
      }
      SafeFile.force(target.getParent());
    } catch (IOException e) {
      throw new KeravaException(folder + ": cannot be saved (" + e + "); check the folder's rights and space", e);
    }
  }

  private static String name(Path target, String kind) { return "." + target.getFileName() + "." + UUID.randomUUID() + "." + kind; }

  private static void checkOld(Path folder, Set<String> replaceable) throws IOException {
    require(!replaceable.isEmpty(), "%s: exists already; give another name, or the option REPLACE_EXISTING", folder);
    require(Files.isDirectory(folder), "%s: cannot be replaced, it is no folder; give another name", folder);
    try (Stream<Path> children = Files.list(folder)) {
      List<String> others = children.map(child -> child.getFileName().toString()).filter(name -> !replaceable.contains(name)).toList();
      require(others.isEmpty(), "%s: cannot be replaced, it holds more than a saved model: %s; give another name", folder,
          Problems.told(others));
    }
  }

  /** Between the two moves there is no folder at {@code target}; the old one stands beside it. */
  private static void replace(Path beside, Path target) throws IOException {
    Path old = target.resolveSibling(name(target, "old"));
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  private static void force(Path folder) throws IOException {
    for (Path path : tree(folder)) {
      if (Files.isDirectory(path)) SafeFile.force(path);
      else try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  /** Links are deleted, not what they lead to. */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
    for (Path path : tree(folder)) Files.delete(path);
  }

  /** What a folder holds before the folder. */
  private static List<Path> tree(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
