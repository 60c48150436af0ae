package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.engine.Examples;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Network;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** As Keras 3.15.1 traces; its bits are compared live for another batch size and frozen layers (src/test/python/differential/mended). */
class TracesTest {
  private static final Built MODEL = model(true), FROZEN = model(false);

  private static Built model(boolean trainable) {
    return Network.sequential("m", List.of(new Input(3), new Dense(2).named("dense").withTrainable(trainable))).build(Shape.of(3));
  }

  private static Examples data(int count) {
    return new Examples(NDArray.of(Shape.of(count, 3), new float[3 * count]), NDArray.of(Shape.of(count), new float[count]), null);
  }

  @Test void theFirstDataFixTheBatchAxisAndLaterOnesOpenIt() {
    Traces traces = new Traces();
    Traces.Trace first = traces.of(data(12), 4, MODEL);
    assertEquals(Shape.of(4, 3), first.columns().get(0));
    assertTrue(first.even());
    assertFalse(traces.of(data(12), 3, MODEL).even(), "another size, though all batches are full");
    assertFalse(traces.of(data(13), 4, MODEL).even());
    assertSame(first, traces.of(data(8), 4, MODEL));
  }

  @Test void anOpenAxisServesAllSizes() {
    Traces traces = new Traces();
    Traces.Trace open = traces.of(data(13), 4, MODEL);
    assertFalse(open.even());
    assertSame(open, traces.of(data(12), 3, MODEL));
  }

  /** Lengths that differ leave the size of batches known. */
  @Test void lengthsThatDifferOpenTheirOwnAxis() {
    Traces traces = new Traces();
    Traces.Trace first = traces.of(List.of(Shape.of(4, 5), Shape.of(4)), MODEL),
        second = traces.of(List.of(Shape.of(4, 8), Shape.of(4)), MODEL);
    assertEquals(List.of(Shape.of(4, Shape.NONE), Shape.of(4)), second.columns());
    assertTrue(second.even());
    assertSame(second, traces.of(List.of(Shape.of(4, 9), Shape.of(4)), MODEL));
    assertSame(first, traces.of(List.of(Shape.of(4, 5), Shape.of(4)), MODEL));
    assertFalse(traces.of(List.of(Shape.of(3, 5), Shape.of(3)), MODEL).even());
    assertTrue(traces.of(List.of(Shape.of(4, 5, 2), Shape.of(4)), MODEL).even(), "of another rank");
  }

  @Test void otherKindsOfLabelsAndWeightsAreOtherTraces() {
    Traces traces = new Traces();
    traces.of(data(12), 4, MODEL);
    assertTrue(traces.of(data(12).weighted(new float[12]), 3, MODEL).even());
  }

  /** A layer frozen after a fit trains on in fits like that one, and no more in what is traced later. */
  @Test void aTraceKeepsWhatTrained() {
    Traces traces = new Traces();
    traces.of(data(12), 4, MODEL);
    assertSame(MODEL, traces.of(data(12), 4, FROZEN).model());
    assertSame(FROZEN, traces.of(data(12), 3, FROZEN).model());
  }
}
