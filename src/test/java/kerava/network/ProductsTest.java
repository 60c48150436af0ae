package kerava.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.TimeDistributed;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** A weight counts at each place that its layer goes over, whatever it lies in. */
class ProductsTest {
  private static long products(Layer layer, int... sample) {
    return BuiltLayer.of(layer, java.util.List.of(Shape.of(sample).prepend(Shape.NONE)), "", true).products();
  }

  @Test void eachWeightAtEachPlace() {
    assertEquals(784 * 10 + 10, products(new Dense(10), 784));
    assertEquals(20 * (8 * 10 + 10), products(new Dense(10), 20, 8));
    assertEquals(100 * (8 * 10 + 10), products(new Dense(10), Shape.NONE, 8));
    assertEquals(5 * 7 * (3 * 3 * 2 * 4 + 4), products(new Conv2D(4, 3), 5, 7, 2));
    assertEquals(20 * (8 * 12 + 3 * 12 + 12), products(new LSTM(3), 20, 8));
    assertEquals(6 * 20 * (8 * 12 + 3 * 12 + 12), products(new TimeDistributed(new LSTM(3)), 6, 20, 8));
    assertEquals(0, products(new Flatten(), 28, 28));
  }
}
