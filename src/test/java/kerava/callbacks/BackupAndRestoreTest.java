package kerava.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.ChildJvm;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.Warned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fit whose process is killed goes on in another one, and ends as if nothing had happened. */
class BackupAndRestoreTest {
  @TempDir Path temporary;

  /** 4 batches an epoch; with steps 3, 1, 3, 1, 3. */
  @ParameterizedTest
  @CsvSource({"epochs, 11, 2", "batches, 11, 2", "steps, 6, 2"}) void goesOnWithTheSameBits(String way, int batches, int epoch)
      throws IOException {
    Path folder = temporary.resolve("backup");
    ChildJvm.Outcome killed = ChildJvm.run(List.of(), KilledFit.class, way, folder.toString(), Integer.toString(batches));
    assertEquals(137, killed.exitCode(), killed.output());
    Files.writeString(folder.resolve("epoch-9-batch-0-7.weights.h5"), "of a save that was killed before its place was written");
    KilledFit.Left whole = KilledFit.fit(way, null), goneOn = KilledFit.fit(way, folder);
    assertEquals(whole.weights(), goneOn.weights());
    assertEquals(List.of(epoch, 3, 4), goneOn.history().epochs());
    goneOn.history().values()
        .forEach((name, values) -> assertEquals(whole.history().get(name).subList(epoch, 5), values, name));
    assertFalse(Files.exists(folder), "a fit that has ended needs it no more");
  }

  @Test void whatIsNoPlaceIsRefused() throws IOException {
    Path file = temporary.resolve("training_metadata.txt");
    for (String text : List.of("", "x.weights.h5\nepoch = 1\n", "../x.weights.h5\n",
        "x.weights.h5\nepoch = -1\nbatch = 0\npass = a 1\ngenerators = \n")) {
      Files.writeString(file, text);
      String said = assertThrows(KeravaException.class, () -> KilledFit.fit("epochs", temporary)).getMessage();
      assertTrue(said.contains("training_metadata.txt") && said.contains("delete"), said);
    }
    assertThrows(KeravaException.class, () -> new BackupAndRestore(Path.of("")));
    assertThrows(KeravaException.class, () -> new BackupAndRestore(temporary).withSaveFreq(0));
  }

  @Test void placesOfOtherDataAreRefused() throws IOException {
    KeravaException stopped = assertThrows(KeravaException.class, () -> KilledFit.fit("batches", temporary, stopping()));
    assertEquals("enough", stopped.getMessage());
    Path file = temporary.resolve("training_metadata.txt");
    Files.writeString(file, Files.readString(file).replace("batch = 2", "batch = 99"));
    String said = assertThrows(KeravaException.class, () -> KilledFit.fit("batches", temporary)).getMessage();
    assertTrue(said.contains("after 99 batches of an epoch that has 4"), said);
  }

  private static LambdaCallback stopping() {
    return new LambdaCallback().onTrainBatchEnd((training, step, logs) -> {
      if (step == 2) throw new FormatException("enough");
    });
  }

  @Test void otherSeedsAreToldOf() throws IOException {
    assertThrows(KeravaException.class, () -> KilledFit.fit("batches", temporary, stopping()));
    Path file = temporary.resolve("training_metadata.txt");
    Files.writeString(file, Files.readString(file).replaceAll("generators = \\d+", "generators = 1"));
    assertTrue(Warned.during(() -> KilledFit.fit("batches", temporary)).get(0).contains("other seeds"));
  }
}
