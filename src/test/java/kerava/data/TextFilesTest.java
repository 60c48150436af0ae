package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What is refused of text files and folders, when they are read, and of sequences that are padded. */
class TextFilesTest {
  private static final TextDatasetFromDirectory PLAIN = new TextDatasetFromDirectory().withShuffle(false).withLabelMode(LabelMode.NONE);

  @TempDir Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.write(folder.resolve(name), bytes);
  }

  private List<String> read(TextDatasetFromDirectory settings) {
    try (Elements elements = settings.of(folder).dataset().elements()) {
      return List.of(elements.next().x().array().strings());
    }
  }

  @Test void tellsTheFileThatIsNoText() throws IOException {
    file("a.txt", "fine".getBytes());
    Path other = file("b.txt", new byte[] {'a', 'b', (byte) 0xe9, ' '});
    assertEquals(other + ": must be UTF-8, got other bytes from byte 2 on; save it as UTF-8", refusal(() -> read(PLAIN)));
    assertEquals(List.of("fi", "ab"), read(PLAIN.withMaxLength(2)));
    file("b.txt", "é".getBytes(StandardCharsets.UTF_16));
    refuses("must be UTF-8", () -> read(PLAIN));
    file("b.txt", new byte[] {'a', (byte) 0xc3}); // a character that ends with the file
    refuses("got other bytes from byte 1 on", () -> read(PLAIN));
    refuses("got other bytes from byte 1 on", () -> read(PLAIN.withMaxLength(2)));
    refuses("too much for the limits: bytes of the file, got 4, limit 3",
        () -> read(PLAIN.withLimits(Limits.DEFAULT.with("fileBytes", 3L))));
  }

  @Test void aCharacterThatIsCutIsMarked() throws IOException {
    file("a.txt", "a😀b".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("a"), read(PLAIN.withMaxLength(1)));
    for (int length = 2; length <= 4; length++) assertEquals(List.of("a\ufffd"), read(PLAIN.withMaxLength(length)));
    assertEquals(List.of("a😀"), read(PLAIN.withMaxLength(5)));
    assertEquals(List.of("a😀b"), read(PLAIN.withMaxLength(6)));
    file("a.txt", new byte[0]);
    assertEquals(List.of(""), read(PLAIN));
    assertEquals(List.of(""), read(PLAIN.withMaxLength(1)));
  }

  @Test void settingsAreChecked() throws IOException {
    file("a/a.md", "no text".getBytes());
    refuses(folder + ": there must be texts, got no file ending in .txt in its folders, which stand for classes",
        () -> new TextDatasetFromDirectory().of(folder));
    file("a/a.txt", "a".getBytes());
    refuses("binary labels must be of 2 classes, got [a]", () -> new TextDatasetFromDirectory().withLabelMode(LabelMode.BINARY).of(folder));
    refuses("labels must be as many as its texts, got 2 for 1", () -> new TextDatasetFromDirectory().withLabels(List.of(1, 2)).of(folder));
    refuses("TextDatasetFromDirectory: validationSplit with shuffle must have a seed",
        () -> new TextDatasetFromDirectory().withValidationSplit(0.5).both(folder));
    refuses("each part must have a text", () -> new TextDatasetFromDirectory().withSeed(1).withValidationSplit(0.5).both(folder));
    refuses("maxLength must be at least 1, got 0", () -> PLAIN.withMaxLength(0));
    refuses("give the folder that holds the texts", () -> PLAIN.of(folder.resolve("none")));
  }

  @Test void paddingIsChecked() {
    PadSequences pad = new PadSequences();
    refuses("PadSequences: there must be a sequence, got none", () -> pad.of(List.of()));
    refuses("maxlen must be at least 1, got 0", () -> pad.withMaxlen(0));
    refuses("PadSequences: sequence 1: NDArray: 3.0E9 of float64 is no int32; take floating numbers",
        () -> pad.of(new float[][] {{1}, {3e9f}}));
    refuses("PadSequences: value: NDArray: NaN of float64 is no int32", () -> pad.withValue(Double.NaN).of(new int[][] {{1}}));
    assertEquals(NDArray.of(new int[][] {{-1, 2}, {0, -3}}), pad.withValue(-1.5).of(new float[][] {{2.75f}, {0.5f, -3.25f}}));
    refuses("got (2,) and of sequence 1 ()", () -> pad.of(List.of(NDArray.of(new int[][] {{1, 2}}), NDArray.of(3))));
    refuses("sequence 0 must be of int32, got string", () -> pad.of(new String[][] {{"a"}}));
    refuses("value must be of the type of the array, string, got '0.0'", () -> pad.withDtype(DType.STRING).of(new String[][] {{"a"}}));
    refuses("dtype must be one of", () -> pad.withDtype(DType.UINT8));
    assertEquals(NDArray.of(new long[][] {{0, 1L << 40}, {2, 3}}),
        pad.withDtype(DType.INT64).of(new long[][] {{1L << 40}, {2, 3}}));
  }

  private static void refuses(String why, Executable call) {
    String said = refusal(call);
    assertTrue(said.contains(why), said);
  }

  private static String refusal(Executable call) { return assertThrows(KeravaException.class, call).getMessage(); }
}
