package kerava.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.models.Model;
import kerava.models.Sequential;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names by count, as Keras 3.15.1 gives them: it makes a graph of each chain whose shapes it knows, and counts that among the graphs. */
class CountedNamesTest {
  @BeforeEach void clear() { LayerNames.clear(); }

  @Test void modelsInsideUnderNamesOfTheUsersAreNotCounted() {
    KerasTensor x = new Input(4).tensor(), y = new Input(4).tensor();
    Model low = new Model("low", List.of(x), List.of(new Dense(2).apply(x)));
    assertEquals("functional", new Model(y, low.apply(y)).name());
  }

  @Test void chainsAreCountedAmongGraphs() {
    Layer known = new Sequential("head", List.of(new Input(4), new Dense(1))).layer();
    KerasTensor x = new Input(4).tensor();
    assertEquals("functional_1", new Model(x, known.apply(x)).name());
  }

  @Test void chainsThatWaitForAShapeAreCountedOnceUsed() {
    Layer waiting = new Sequential("head", List.of(new Dense(1))).layer();
    KerasTensor x = new Input(4).tensor();
    Model model = new Model(x, waiting.apply(x));
    assertEquals("functional_1", model.name());
    model.summary();
    KerasTensor y = new Input(4).tensor();
    assertEquals("functional_2", new Model(y, new Dense(3).apply(y)).name());
  }

  @Test void aChainThatWaitsMakesOneInput() {
    Layer waiting = new Sequential(new Dense(1), new Dense(2)).layer();
    KerasTensor x = new Input(4).tensor();
    Model model = new Model(x, waiting.apply(x));
    model.summary();
    KerasTensor y = new Input(4).tensor();
    assertEquals(List.of("input_layer_2"), new Model(y, new Dense(3).apply(y)).network().inputNames());
  }
}
