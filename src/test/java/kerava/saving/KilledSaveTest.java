package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See {@link KilledSave}; {@code make interop} kills more often. */
class KilledSaveTest {
  @TempDir Path folder;

  @Test void leavesAWholeModel() throws Exception {
    assertTrue(KilledSave.kill(10, folder.resolve("m.keras")) > 1, "saves went through");
  }
}
