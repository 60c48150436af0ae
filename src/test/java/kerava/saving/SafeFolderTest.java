package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kerava.KeravaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An old folder is whole until the new one is. */
class SafeFolderTest {
  private static final Set<String> NAMES = Set.of("a", "sub");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach void anOldFolder() throws IOException {
    folder = temporary.resolve("old");
    SafeFolder.write(folder, Set.of(), beside -> fill(beside, "old"));
  }

  @Test void replaces() throws IOException {
    SafeFolder.write(folder, NAMES, beside -> fill(beside, "new"));
    assertHolds("new");
  }

  @Test void aFullDiskLeavesTheOldOne() throws IOException {
    KeravaException refused = assertThrows(KeravaException.class, () -> SafeFolder.write(folder, NAMES, beside -> {
      fill(beside, "new");
      throw new IOException("no space left");
    }));
    assertTrue(refused.getMessage().contains("old: cannot be saved (java.io.IOException: no space left); check"), refused.getMessage());
    assertHolds("old");
  }

  @Test void aFailedReadingBackLeavesTheOldOne() throws IOException {
    assertThrows(KeravaException.class, () -> SafeFolder.write(folder, NAMES, beside -> {
      fill(beside, "new");
      throw new KeravaException("reads back otherwise");
    }));
    assertHolds("old");
  }

  @Test void aLinkStays() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    SafeFolder.write(link, NAMES, beside -> fill(beside, "new"));
    assertTrue(Files.isSymbolicLink(link));
    Files.delete(link);
    assertHolds("new");
  }

  private static void fill(Path folder, String text) throws IOException {
    Files.writeString(folder.resolve("a"), text);
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("b"), text);
  }

  /** And there is nothing beside it. */
  private void assertHolds(String text) throws IOException {
    assertEquals(text, Files.readString(folder.resolve("a")));
    assertEquals(text, Files.readString(folder.resolve("sub/b")));
    try (Stream<Path> all = Files.list(temporary)) {
      assertEquals(List.of(folder), all.toList());
    }
  }
}
