package kerava.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import kerava.saving.OldFilesTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@link OldFilesTest} with odd files and outcomes of the Python Keras that is there. */
@Tag("interop") class OldFilesInterop {
  @TempDir static Path folder;

  @TestFactory Stream<DynamicTest> asPython() throws IOException {
    Python.lines("../../../models/old.py", folder.toString());
    return OldFilesTest.asPython(folder);
  }
}
