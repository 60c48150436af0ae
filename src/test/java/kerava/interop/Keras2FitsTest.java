package kerava.interop;

import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Small fits by the rules of Keras 2 against those of tf_keras 2.18: stored, and live, where not a bit may differ. */
class Keras2FitsTest {
  @TestFactory Stream<DynamicTest> stored() {
    return new Keras2Fits(Goldens.read("keras2_fits"), Goldens.exactOr(Rounding.SHORT_FIT)).tests();
  }

  @Tag("interop")
  @TestFactory Stream<DynamicTest> live() {
    return new Keras2Fits(Python.lines("goldens.py", "--print", "keras2_fits").get(0), 0).tests();
  }
}
