package kerava.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import kerava.models.LoadWeightsTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@link LoadWeightsTest} with files and outcomes of the Python Keras that is there. */
@Tag("interop") class LoadWeightsInterop {
  @TempDir static Path folder;

  @TestFactory Stream<DynamicTest> asKeras() throws IOException {
    Python.lines("load_weights.py", folder.toString());
    return LoadWeightsTest.asKeras(folder);
  }
}
