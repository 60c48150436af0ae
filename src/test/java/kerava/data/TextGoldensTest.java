package kerava.data;

import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Texts in files are what Keras reads of them (golden_texts.py), and padded sequences its arrays. */
class TextGoldensTest {
  private final TextGoldens goldens = new TextGoldens(Goldens.read("texts"));

  @TestFactory Stream<DynamicTest> datasets() { return goldens.datasets(); }

  @TestFactory Stream<DynamicTest> pads() { return goldens.pads(); }

  @Test void aModelLearnsFromFiles() { goldens.fit(Goldens.exactOr(Rounding.SHORT_FIT)); }
}
