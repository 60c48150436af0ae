package kerava.hdf5;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, reading all of a file ends soon, in its content or a FormatException. */
class Hdf5DamageTest {
  private static final Limits LIMITS = Limits.DEFAULT.with("elements", 1L << 22).with("inflatedBytes", 1L << 24);

  @ParameterizedTest
  @ValueSource(strings = {"numbers.h5", "numbers_v110.h5", "texts.h5", "texts_v110.h5", "many.h5", "cycle_new.h5", "bfloat16.h5",
      "others.h5"}) void everyCutAndFlipIsReadOrRefused(String name) {
    byte[] bytes = Fixtures.bytes(name);
    assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
      int refused = 0;
      int step = Math.max(1, bytes.length / 400);
      for (int length = 0; length < bytes.length; length += step) refused += refuses(Arrays.copyOf(bytes, length)) ? 1 : 0;
      assertTrue(refused >= bytes.length / step, "every cut is refused: " + refused);
      Random random = new Random(1);
      for (int i = 0; i < 1500; i++) {
        byte[] changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        changed[at] = i % 2 == 0 ? (byte) (changed[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt(256);
        refuses(changed);
      }
    });
  }

  /** Checksums would refuse most flips in new files: here they are made right again, as an attacker would. */
  @Test void everyFlipUnderARightChecksumIsReadOrRefused() throws IOException {
    Hdf5Group root = Hdf5Group.root("w");
    for (int i = 0; i < 5; i++) root.put("g/" + i, Hdf5Dataset.of(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6));
    root.group("g").attributes().put("text", "x".repeat(70_000)).put("names", java.util.List.of("a", "bcd"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5File.write(root, out);
    byte[] bytes = out.toByteArray();
    Random random = new Random(2);
    for (int i = 0; i < 3000; i++) {
      byte[] changed = bytes.clone();
      changed[12 + random.nextInt(i % 3 == 0 ? 400 : bytes.length - 12)] = (byte) random.nextInt(256);
      refuses(Checksums.mend(changed));
    }
  }

  private static boolean refuses(byte[] bytes) {
    boolean[] refused = {false};
    try {
      readAll(Hdf5File.read(bytes, "f", LIMITS), refused);
    } catch (FormatException e) {
      refused[0] = true;
      assertTrue(e.getMessage().startsWith("f: ") && !e.getMessage().contains("(null)"), e.getMessage());
    }
    return refused[0];
  }

  private static void readAll(Hdf5Group group, boolean[] refused) {
    for (String name : group.names()) {
      if (group.hasGroup(name)) readAll(group.group(name), refused);
      else {
        try {
          group.dataset(name).floats();
          group.dataset(name).doubles();
        } catch (FormatException e) {
          refused[0] = true;
        }
      }
    }
  }
}
