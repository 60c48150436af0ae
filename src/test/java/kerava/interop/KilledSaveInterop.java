package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import kerava.saving.KilledSave;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As KilledSaveTest, more often; it needs no Python, but time. */
@Tag("interop") class KilledSaveInterop {
  @TempDir Path folder;

  @Test void leavesAWholeModel() throws Exception {
    assertTrue(KilledSave.kill(50, folder.resolve("m.keras")) > 1, "saves went through");
  }
}
