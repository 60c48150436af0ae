package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import kerava.Warned;
import kerava.layers.Add;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Multiply;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer that a model and a model in it share. Keras's own .keras of such a model cannot be read, for it holds the weights once. */
class SharedInsideTest {
  private static final NDArray X = NDArray.of(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);

  private static Model model() {
    KerasTensor inner = new Input(4).tensor(), outer = new Input(4).tensor();
    Dense shared = new Dense(4).named("shared");
    Model inside = new Model(inner, shared.apply(inner));
    return new Model(outer, new Add().apply(inside.apply(outer), shared.apply(outer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.h5"}) void isKeptAsTwoLayersAndToldSo(String name, @TempDir Path folder) {
    Path file = folder.resolve(name);
    try (Model model = model()) {
      List<String> warned = Warned.during(() -> model.save(file));
      assertEquals(1, warned.size(), warned.toString());
      assertTrue(warned.get(0).contains("the layers [shared] stand in several models or layers"), warned.get(0));
      try (Model read = Model.load(file)) {
        assertEquals(model.predict(X), read.predict(X));
        assertEquals(2 * model.getWeights().size(), read.getWeights().size());
      }
    }
  }

  /** What Keras 3.15 prints of the same: golden_summaries.py, called_elsewhere. */
  @Test void connectionsCountAllUsesOfALayer() {
    Dense first = new Dense(3).named("first");
    first.apply(new Input(4).tensor());
    KerasTensor x = new Input(4).tensor(), hidden = first.apply(x);
    try (Model model = new Model(x, new Multiply().apply(hidden, new Dense(3).named("gate").apply(hidden)))) {
      String table = model.summary();
      assertTrue(table.contains("first[1][0]") && !table.contains("first[0][0]"), table);
      assertTrue(table.contains("gate[0][0]"), table);
    }
  }
}
