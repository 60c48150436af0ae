package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import kerava.FormatException;
import org.junit.jupiter.api.function.Executable;

/** Damage done to files, and what must come of it: an array, or a FormatException that begins with the file's name. */
final class Hostile {
  private Hostile() {}

  /** A file that NumPy wrote (src/test/python/data_goldens.py npy). */
  static byte[] resource(String name) {
    try (InputStream in = Hostile.class.getResourceAsStream("/kerava/npy/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static Path resource(String name, Path folder) throws IOException { return Files.write(folder.resolve(name), resource(name)); }

  static String refused(Executable read) {
    String message = assertThrows(FormatException.class, read).getMessage();
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    return message;
  }

  static void everyTruncationIsRefused(byte[] whole, String name, Consumer<byte[]> read) {
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      String message = assertThrows(FormatException.class, () -> read.accept(cut), "cut to " + n).getMessage();
      assertTrue(message.startsWith(name), message);
    }
  }

  /**
   * Flips one bit, then all bits, of every byte in turn.
   *
   * @return how many of the flips were refused
   */
  static int everyFlippedByteIsRefusedOrRead(byte[] whole, String name, Consumer<byte[]> read) {
    int refused = 0;
    for (int i = 0; i < 2 * whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i / 2] ^= i % 2 == 0 ? 1 << i / 2 % 8 : 0xFF;
      try {
        read.accept(flipped);
      } catch (FormatException e) {
        assertEquals(name, e.getMessage().substring(0, name.length()), e.getMessage());
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("flip " + i, e);
      }
    }
    return refused;
  }
}
