package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.Eval;
import kerava.initializers.Zeros;
import kerava.network.Variable;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What holds for every way in which weights lie in a variable: nothing is lost, moved or mixed up. */
class LayoutTest {
  private static final Map<String, Layout> STORAGES = Map.of(
      "one alone", new SingleLayout(variable(0, Shape.of(3, 5))),
      "no size a multiple of 16", group(Shape.of(5, 7), Shape.of(7), Shape.of(7, 3), Shape.of(3)),
      "all sizes multiples of 16", group(Shape.of(5, 16), Shape.of(16), Shape.of(16, 16), Shape.of(16)),
      "wide rows and others",
      group(Shape.of(3, 32), Shape.of(32), Shape.of(2, 16), Shape.of(32, 32), Shape.of(32), Shape.of(32, 3), Shape.of(3)),
      "rows alone", group(Shape.of(2, 48), Shape.of(5, 48)),
      "one small weight", group(Shape.of(1)),
      "a large last axis and a small tail", group(Shape.of(1, 160), Shape.of(1)),
      "higher ranks", group(Shape.of(2, 3, 16), Shape.of(2, 2, 5), Shape.of(4, 16)),
      "a number", group(Shape.of(), Shape.of(4, 16), Shape.of(17)));

  private static Variable variable(int number, Shape shape) { return new Variable("layer", "w" + number, shape, new Zeros(), true); }

  private static Layout group(Shape... shapes) {
    return PackedLayout.of(IntStream.range(0, shapes.length).mapToObj(i -> variable(i, shapes[i])).toList());
  }

  @TestFactory Stream<DynamicTest> partsWhatItJoins() {
    return each(storage -> {
      List<NDArray> values = values(storage), parts = storage.part(storage.join(values));
      assertEquals(values.size(), parts.size());
      for (int i = 0; i < values.size(); i++) assertEquals(values.get(i), parts.get(i), storage.variables().get(i).path());
      assertEquals(storage.shape().size(), storage.join(values).values().length);
    });
  }

  @TestFactory Stream<DynamicTest> splitsInTheGraphAsItParts() {
    return each(storage -> {
      NDArray whole = whole(storage);
      List<NDArray> views = Eval.of(List.of(whole), (tf, in) -> {
        Map<Variable, Operand<?>> split = storage.split(tf, in.get(0));
        return storage.variables().stream().<Operand<TFloat32>>map(v -> tf.identity(floats(split.get(v)))).toList();
      });
      List<NDArray> values = values(storage);
      for (int i = 0; i < values.size(); i++) {
        assertEquals(values.get(i), views.get(i));
      }
    });
  }

  @TestFactory Stream<DynamicTest> concatenatesInTheGraphAsItJoins() {
    return each(storage -> {
      NDArray whole = Eval.of(values(storage), (tf, in) -> List.of(tf.identity(floats(storage.concat(tf, in))))).get(0);
      assertEquals(whole(storage), whole);
    });
  }

  /** So that TensorFlow's kernels take the views as they are, and compute each weight's elements as they would alone. */
  @TestFactory Stream<DynamicTest> laysEveryWeightOnAMultipleOf16() {
    return each(storage -> {
      float[] joined = storage.join(values(storage)).values();
      for (NDArray each : values(storage)) {
        float[] value = each.values();
        int at = IntStream.range(0, joined.length).filter(i -> joined[i] == value[0]).findFirst().orElseThrow();
        assertEquals(0, at % 16, "of the weight that begins with " + value[0]);
      }
      long zeros = IntStream.range(0, joined.length).filter(i -> joined[i] == 0).count();
      assertEquals(joined.length - values(storage).stream().mapToInt(value -> value.values().length).sum(), zeros,
          "between them are zeros");
      assertTrue(zeros < 16L * storage.variables().size() + storage.shape().get(storage.shape().numDimensions() - 1), "and not many");
    });
  }

  private static Operand<TFloat32> floats(Operand<?> value) { return value.asOutput().expect(TFloat32.class); }

  private static NDArray whole(Layout storage) {
    int[] sizes = Arrays.stream(storage.shape().asArray()).mapToInt(size -> (int) size).toArray();
    return storage.join(values(storage)).reshape(sizes);
  }

  /** 1, 2, 3, ... through all weights. */
  private static List<NDArray> values(Layout storage) {
    List<NDArray> values = new ArrayList<>();
    int next = 1;
    for (Variable variable : storage.variables()) {
      float[] value = new float[variable.size()];
      for (int i = 0; i < value.length; i++) value[i] = next++;
      values.add(new NDArray(variable.shape(), value));
    }
    return values;
  }

  private interface Check {
    void of(Layout storage);
  }

  private static Stream<DynamicTest> each(Check check) {
    return STORAGES.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.of(e.getValue())));
  }
}
