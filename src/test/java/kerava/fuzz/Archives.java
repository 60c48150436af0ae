package kerava.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import kerava.config.Limits;
import kerava.files.ZipArchive;
import kerava.files.ZipMember;

/**
 * An archive that Kerava reads, read by the JDK's two readers: the one that goes by the directory, and the one that goes from header to
 * header.
 */
public final class Archives {
  private Archives() {}

  /** Fails if one of them sees anything else than Kerava. What it refuses is no matter: that is another answer than another content. */
  public static void sameForAll(Path file) {
    Map<String, byte[]> ours = new LinkedHashMap<>();
    try (ZipArchive zip = ZipArchive.open(file, 100, "members", Limits.DEFAULT)) {
      for (ZipMember member : zip.members()) ours.put(member.name(), member.bytes(file + ": a member", Limits.DEFAULT));
    }
    try {
      same(ours, byDirectory(file), "the directory");
      same(ours, byHeaders(file), "the headers");
    } catch (ZipException | IllegalArgumentException refused) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> byDirectory(Path file) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
    }
    return members;
  }

  private static Map<String, byte[]> byHeaders(Path file) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) members.put(entry.getName(), zip.readAllBytes());
    }
    return members;
  }

  private static void same(Map<String, byte[]> ours, Map<String, byte[]> theirs, String by) {
    boolean equal =
        ours.keySet().equals(theirs.keySet()) && ours.keySet().stream().allMatch(name -> Arrays.equals(ours.get(name), theirs.get(name)));
    if (!equal) throw new AssertionError("other members by " + by + ": " + ours.keySet() + " and " + theirs.keySet());
  }
}
