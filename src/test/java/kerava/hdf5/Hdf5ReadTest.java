package kerava.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.files.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What h5py wrote reads as h5py reads it. */
class Hdf5ReadTest {
  @ParameterizedTest
  @ValueSource(strings = {"numbers.h5", "numbers_v110.h5", "texts.h5", "texts_v110.h5", "many.h5", "user_block.h5",
      "user_block_v110.h5"}) void readsWhatH5pyReads(String name)
          throws IOException {
    Fixtures.assertSame(Fixtures.expected().get(name), Fixtures.read(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"numbers.h5", "numbers_v110.h5", "texts.h5", "texts_v110.h5", "many.h5", "user_block.h5",
      "user_block_v110.h5"}) void readsFilesWhereTheyLie(String name,
          @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(name));
    try (Source source = Source.open(file, Limits.DEFAULT)) {
      Fixtures.assertSame(Fixtures.expected().get(name), Hdf5File.read(source, name, Limits.DEFAULT));
    }
  }

  /** As h5py does, whatever the superblock says of where it is. */
  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 65536}) void findsTheSuperblockBehindAUserBlock(int block) throws IOException {
    for (String name : List.of("numbers.h5", "numbers_v110.h5")) {
      byte[] bytes = Fixtures.bytes(name), behind = new byte[block + bytes.length];
      System.arraycopy(bytes, 0, behind, block, bytes.length);
      Fixtures.assertSame(Fixtures.expected().get(name), Hdf5File.read(behind, name, Limits.DEFAULT));
      byte[] cut = Arrays.copyOf(behind, behind.length - 1);
      assertTrue(assertThrows(FormatException.class, () -> Hdf5File.read(cut, name, Limits.DEFAULT)).getMessage().contains("truncated"));
    }
    byte[] whole = Fixtures.bytes("user_block.h5"), without = Arrays.copyOfRange(whole, 512, whole.length);
    Fixtures.assertSame(Fixtures.expected().get("user_block.h5"), Hdf5File.read(without, "user_block.h5", Limits.DEFAULT));
  }

  @Test void findsNoSuperblockElsewhere() {
    byte[] bytes = Fixtures.bytes("numbers.h5"), behind = new byte[2560 + bytes.length];
    System.arraycopy(bytes, 0, behind, 2560, bytes.length);
    assertTrue(assertThrows(FormatException.class, () -> Hdf5File.read(behind, "x", Limits.DEFAULT)).getMessage()
        .contains("must begin with the signature of HDF5"));
  }

  @Test void refusesWhatIsNoFile(@TempDir Path folder) {
    assertThrows(KeravaException.class, () -> Source.open(folder, Limits.DEFAULT));
    assertEquals(folder.resolve("none") + ": no such file; check the path",
        assertThrows(KeravaException.class, () -> Source.open(folder.resolve("none"), Limits.DEFAULT)).getMessage());
  }

  @Test void keepsEveryBitOfFloat32() {
    float[] values = Fixtures.read("numbers.h5").dataset("bits").floats();
    int[] bits = {0x7F800001, 0x7FC12345, 0xFFC00001, 0x80000000, 1, 0x7FFFFF};
    for (int i = 0; i < bits.length; i++) assertEquals(bits[i], Float.floatToRawIntBits(values[i]));
  }

  @Test void joinsListsThatKerasSplits() {
    Hdf5Group root = Fixtures.read("texts.h5");
    assertEquals(List.of("a", "bb", "ccc"), root.attributes().strings("layer_names"));
    assertEquals(List.of("dense", "숨은 층/kernel:0", "z"), root.attributes().strings("bytes_list"));
    assertEquals(List.of(), root.group("vars").attributes().strings("weight_names"));
    assertEquals("그룹", root.group("이름 with space").attributes().string("name"));
    assertEquals(3, root.attributes().integer("int"));
    assertEquals(3.0, root.attributes().real("int"));
    assertEquals(0.1f, root.attributes().real("float32"));
  }

  @Test void saysWhatIsMissingOrOther() {
    Hdf5Group root = Fixtures.read("texts.h5");
    assertTrue(root.hasDataset("이름 with space/값") && root.hasGroup("vars"));
    assertFalse(root.hasDataset("vars") || root.hasGroup("vars/x/y") || root.hasDataset("이름 with space/값/x"));
    assertEquals("texts.h5: /vars: needs a dataset 'kernel', got none; is it the file of another model?",
        assertThrows(FormatException.class, () -> root.group("vars").dataset("kernel")).getMessage());
    assertEquals("texts.h5: /: needs a dataset 'vars', got a group; is it the file of another model?",
        assertThrows(FormatException.class, () -> root.dataset("vars")).getMessage());
    assertEquals("texts.h5: /vars: needs an attribute model_config, got [weight_names]; is it a Keras file?",
        assertThrows(FormatException.class, () -> root.group("vars").attributes().string("model_config")).getMessage());
    assertEquals("texts.h5: /: attribute str must be an integer, got String 모델 1: naïve; is it a Keras file?",
        assertThrows(FormatException.class, () -> root.attributes().integer("str")).getMessage());
    assertEquals("numbers.h5: /float16: must hold integers, got float16; ask for its floats",
        assertThrows(FormatException.class, () -> Fixtures.read("numbers.h5").dataset("float16").longs()).getMessage());
  }
}
