package kerava.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.random.Rules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeFileTest {
  private static final Origin ORIGIN = new Origin("kerava parity", "m", "0.1.0", "2.18.0", "17");
  private static final Plan FULL = new Plan(Rules.KERAS_3, 1, 20, null, null), SHORT = new Plan(Rules.KERAS_3, 1, 20, 1, 200);
  private static final TrainedScores ONE = new TrainedScores("xor", 7, 7.110358637874015e-06, 1),
      LOST = new TrainedScores("xor", 8, Double.NaN, 0.5);

  @TempDir Path folder;
  private Path file;

  @BeforeEach void path() { file = folder.resolve("parity.jsonl"); }

  private ResumeFile kept(Plan plan) { return new ResumeFile(file, plan, ORIGIN); }

  @Test void whatWasAddedIsFoundAgainToTheBit() {
    kept(FULL).add(ONE);
    kept(FULL).add(LOST);
    assertEquals(Optional.of(ONE), kept(FULL).find("xor", 7));
    assertEquals(Optional.of(LOST), kept(FULL).find("xor", 8));
    assertEquals(Optional.empty(), kept(FULL).find("xor", 9));
  }

  @Test void otherLimitsAndVersionsDoNotCount() {
    kept(SHORT).add(ONE);
    assertEquals(Optional.empty(), kept(FULL).find("xor", 7));
    assertEquals(Optional.empty(), new ResumeFile(file, SHORT, new Origin("", "", "0.2.0", "2.18.0", "")).find("xor", 7));
    assertEquals(Optional.of(ONE), kept(SHORT).find("xor", 7));
  }

  /** Lines had no rules when there was only one kind. */
  @Test void trainingsByOtherRulesDoNotCount() throws IOException {
    Plan keras2 = new Plan(Rules.KERAS_2, 1, 20, null, null);
    kept(FULL).add(ONE);
    assertEquals(Optional.empty(), kept(keras2).find("xor", 7));
    kept(keras2).add(LOST);
    Files.writeString(file, Files.readString(file).replace("\"rules\":\"KERAS_3\",", ""));
    assertEquals(Optional.of(ONE), kept(FULL).find("xor", 7));
    assertEquals(Optional.empty(), kept(FULL).find("xor", 8));
    assertEquals(Optional.of(LOST), kept(keras2).find("xor", 8));
  }

  @Test void halfALineIsWrittenAgain() throws IOException {
    kept(FULL).add(ONE);
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, 40), StandardOpenOption.APPEND);
    kept(FULL).add(LOST);
    assertEquals(Optional.of(ONE), kept(FULL).find("xor", 7));
    assertEquals(Optional.of(LOST), kept(FULL).find("xor", 8));
    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test void otherFilesAreRefusedAndLeftAlone() throws IOException {
    for (String text : new String[] {"# A report\n", "one line", "{\"run\": \"xor\", \"seed\": 1}\n"}) {
      Files.writeString(file, text);
      String message = assertThrows(FormatException.class, () -> kept(FULL)).getMessage();
      assertTrue(message.startsWith(file.toString()) && message.endsWith("give a file that --resume made"), message);
      assertEquals(text, Files.readString(file));
    }
  }

  @Test void withoutAFolderItSaysSo() {
    file = folder.resolve("none/parity.jsonl");
    assertTrue(assertThrows(KeravaException.class, () -> kept(FULL).add(ONE)).getMessage().contains("cannot be written"));
  }
}
