package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.KeravaException;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  private static final NDArray KERAS = NDArray.of(new float[][] {{0, 7, 4}, {2, 9, 6}, {0, 7, 4}, {2, 9, 6}});

  private static float[] of(Normalization layer, NDArray x) {
    try (Sequential model = new Sequential(new Input(x.sampleShape(), null), layer)) {
      return model.predict(x).values();
    }
  }

  @Test void theJavadocsExample() {
    Normalization layer = new Normalization().withMoments(Values.of(3.0), Values.of(4.0));
    assertArrayEquals(new float[] {-1, 0, 2}, of(layer, NDArray.of(new float[][] {{1}, {3}, {7}})));
  }

  /** Keras's own examples, in the Javadoc of its class. */
  @Test void isAdapted() {
    assertArrayEquals(new float[] {-1, -1, -1}, of(new Normalization().adapted(KERAS), NDArray.of(new float[][] {{0, 7, 4}})));
    Normalization back = new Normalization().withInvert(true).adapted(KERAS);
    assertArrayEquals(new float[] {2, 10, 8}, of(back, NDArray.of(new float[][] {{1, 2, 3}})));
    assertEquals(List.of(1.0, 8.0, 5.0), back.mean().numbers());
    assertEquals(new Values(Shape.of(), List.of(14 / 3.0)).numbers().get(0),
        new Normalization().withAxis().adapted(KERAS).mean().numbers().get(0), 1e-6);
  }

  @Test void forgottenAdaptIsRefused() {
    KeravaException e = assertThrows(KeravaException.class, () -> of(new Normalization(), KERAS));
    assertTrue(e.getMessage().contains("Normalization: has no mean and variance; adapt it to samples"), e.getMessage());
    assertThrows(KeravaException.class, () -> new Normalization().withMoments(Values.of(3.0), Values.of(4.0)).adapted(KERAS));
  }

  @Test void whatDoesNotFitIsRefused() {
    Shape x = Shape.of(Shape.NONE, 3, 4);
    assertThrows(KeravaException.class, () -> new Normalization().withAxis(0).outputShape(x));
    assertThrows(KeravaException.class, () -> new Normalization().withAxis(1, -2).outputShape(x));
    assertThrows(KeravaException.class, () -> new Normalization().withMoments(Values.of(1.0, 2.0), Values.of(1.0, 2.0)).outputShape(x));
    assertThrows(KeravaException.class, () -> new Normalization().withMoments(Values.of(1.0), Values.of(1.0, 2.0)));
    assertThrows(KeravaException.class, () -> Values.of(List.of(List.of(1.0), 2.0)));
  }
}
