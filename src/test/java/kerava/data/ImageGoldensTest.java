package kerava.data;

import java.nio.file.Path;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Images in files are what Keras reads of them (golden_images.py). */
class ImageGoldensTest {
  private final ImageGoldens goldens = new ImageGoldens(Goldens.read("images"), Goldens.exactOr(Rounding.ONE_PASS));

  @TestFactory Stream<DynamicTest> datasets() { return goldens.datasets(); }

  @TestFactory Stream<DynamicTest> loads() { return goldens.loads(); }

  @TestFactory Stream<DynamicTest> saved(@TempDir Path folder) { return goldens.saved(folder); }

  @TestFactory Stream<DynamicTest> preprocessed() { return goldens.preprocessed(); }

  @Test void aModelLearnsFromFiles() { goldens.fit(Goldens.exactOr(Rounding.SHORT_FIT)); }
}
