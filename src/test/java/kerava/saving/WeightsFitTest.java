package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.Warned;
import kerava.config.Limits;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights that are another model's are refused with both sides in the message, and weights that are NaN come with a warning; in every
 * format.
 */
class WeightsFitTest {
  private static final List<String> FORMATS = List.of("m.keras", "m.h5", "keras2.h5", "m.weights.h5", "weights.h5");

  @TempDir Path folder;

  private static final Layer FIRST = new Dense(7).named("first"), LAST = new Dense(3).named("last");

  private static Sequential model(Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(new Input(4)));
    all.addAll(List.of(layers));
    return new Sequential("m", all);
  }

  private Path saved(Sequential model, String format) {
    Path file = folder.resolve(format);
    if (format.equals("m.keras") || format.equals("m.h5")) model.save(file);
    else if (format.equals("keras2.h5")) model.save(file, Dialect.KERAS_2);
    else model.saveWeights(file);
    return file;
  }

  /** A model that asks for other weights than first (7) and last (3) have, and what is said of both. */
  private record Other(String what, Sequential model, List<String> byClass, List<String> byName) {}

  private static List<Other> others() {
    return List.of(
        new Other("shape", model(FIRST, new Dense(5).named("wide")),
            List.of("/layers/dense_1/vars/0: must have shape (7, 5) of the model's wide/kernel, got (7, 3)"),
            List.of("must have shape (7, 5) of the model's wide/kernel, got (7, 3)", "last/kernel")),
        new Other("count", model(FIRST.named("first"), new Dense(3).withUseBias(false).named("bare")),
            List.of("layer 'bare' must have 1 weights [bare/kernel], got 2 [/layers/dense_1/vars/0, /layers/dense_1/vars/1]"),
            List.of("layer 'bare' must have 1 weights [bare/kernel], got 2 [", "last/kernel")),
        new Other("missing", model(FIRST, LAST, new Dense(2).named("third")),
            List.of("must hold layers/dense_2/vars, the weights of layer 'third', got none"),
            List.of("must hold weights of 3 layers [first, last, third], got 2 [first, last]")),
        new Other("left over", model(FIRST), List.of("holds weights of layers that the model has not: [dense_1]"),
            List.of("must hold weights of 1 layers [first], got 2 [first, last]")));
  }

  @TestFactory Stream<DynamicTest> anotherModel() {
    return FORMATS.stream().flatMap(format -> others().stream().map(other -> DynamicTest.dynamicTest(format + " " + other.what, () -> {
      Path file = saved(model(FIRST, LAST), format);
      List<NDArray> before = other.model.getWeights();
      String message = assertThrows(FormatException.class, () -> other.model.loadWeights(file)).getMessage();
      boolean byClass = format.equals("m.keras") || format.equals("m.weights.h5");
      for (String told : byClass ? other.byClass : other.byName) assertTrue(message.contains(told), message);
      assertTrue(message.startsWith(file.toString()) && message.contains("is it the file of another model?"), message);
      assertEquals(before, other.model.getWeights());
    })));
  }

  @TestFactory Stream<DynamicTest> nan() {
    return FORMATS.stream().map(format -> DynamicTest.dynamicTest(format, () -> {
      Sequential model = model(FIRST, LAST);
      List<NDArray> weights = new ArrayList<>(model.getWeights());
      weights.get(0).values()[3] = Float.NaN;
      weights.get(0).values()[20] = Float.intBitsToFloat(0xFFC12345);
      weights.get(3).values()[2] = Float.NaN;
      weights.get(1).values()[0] = Float.POSITIVE_INFINITY;
      model.setWeights(weights);
      Path file = saved(model, format);
      Sequential again = model(FIRST, LAST);
      List<String> warned = Warned.during(() -> again.loadWeights(file));
      assertEquals(List.of(file + ": NaN in weights: first/kernel (2 of 28), last/bias (1 of 3); what the model predicts from them is NaN"),
          warned);
      for (int i = 0; i < weights.size(); i++) assertArrayEquals(bits(weights.get(i)), bits(again.getWeights().get(i)));
      if (format.startsWith("m.keras") || format.endsWith("m.h5"))
        assertEquals(1, Warned.during(() -> ModelFile.read(file, Limits.DEFAULT)).size());
    }));
  }

  private static int[] bits(NDArray array) {
    int[] bits = new int[array.values().length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(array.values()[i]);
    return bits;
  }

  /**
   * All shapes are looked at before the numbers of one are read: a file whose last weight is wrong costs as little as one whose first is.
   */
  @TestFactory Stream<DynamicTest> isFoundOutBeforeNumbersAreRead() {
    return Stream.of("m.keras", "m.h5").map(format -> DynamicTest.dynamicTest(format, () -> {
      Sequential large = model(new Dense(1000).named("a"), new Dense(1000).named("b"), new Dense(3).named("c"));
      Path file = saved(large, format);
      Snapshot other = ModelFile.read(saved(model(new Dense(1000).named("a"), new Dense(1000).named("b"), new Dense(4).named("c")),
          "m.keras".equals(format) ? "m.h5" : "m.keras"), Limits.DEFAULT);
      ModelFile.inspect(file, Limits.DEFAULT);
      long before = allocated(), size = java.nio.file.Files.size(file);
      assertThrows(FormatException.class, () -> ModelFile.readWeights(file, other, Limits.DEFAULT));
      long cost = allocated() - before;
      assertTrue(cost < (format.endsWith("keras") ? 3 : 1.5) * size, cost + " bytes for a file of " + size);
    }));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
