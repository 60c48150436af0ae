package kerava.interop;

import java.nio.file.Path;
import java.util.stream.Stream;
import kerava.data.ImageGoldens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Images in files have the bits that Keras reads of them on this machine. */
@Tag("interop") class ImagesInterop {
  @TestFactory Stream<DynamicTest> images(@TempDir Path folder) {
    ImageGoldens goldens = new ImageGoldens(Python.lines("goldens.py", "--print", "images").get(0), 0);
    DynamicTest fit = DynamicTest.dynamicTest("a fit", () -> goldens.fit(0));
    return Stream.of(Stream.of(fit), goldens.datasets(), goldens.loads(), goldens.saved(folder), goldens.preprocessed())
        .flatMap(tests -> tests);
  }
}
