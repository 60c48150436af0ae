package kerava.interop;

import static kerava.interop.StoredFitsTest.TOLERANCE;

import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models that are read from their JSON, with sequences, operations and types, in a short training, against what Python Keras left. */
class StoredModelFitsTest {
  @TestFactory Stream<DynamicTest> sequences() { return new SequenceFits(Goldens.read("sequence_fits"), TOLERANCE).tests(); }

  /** Models with operations of keras.ops among their layers. */
  @TestFactory Stream<DynamicTest> operations() { return new SequenceFits(Goldens.read("operation_fits"), TOLERANCE).tests(); }

  @TestFactory Stream<DynamicTest> mixed() {
    return new SequenceFits(Goldens.read("mixed_fits"), Goldens.exactOr(Rounding.MIXED_FIT)).tests();
  }

  /** Layers that keep their weights in another type than float32. */
  @TestFactory Stream<DynamicTest> pure() { return new SequenceFits(Goldens.read("pure_fits"), TOLERANCE).tests(); }

  @TestFactory Stream<DynamicTest> half() {
    return new SequenceFits(Goldens.read("half_fits"), Goldens.exactOr(Rounding.MIXED_FIT)).tests();
  }

  /** Inputs and data of other types than float32. */
  @TestFactory Stream<DynamicTest> types() { return new SequenceFits(Goldens.read("typed_fits"), TOLERANCE).tests(); }
}
