package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Goldens: keras.utils.to_categorical (src/test/python/data_goldens.py to_categorical). */
class ToCategoricalTest {
  @Test void doesAsKeras() {
    for (JsonNode g : Goldens.read("to_categorical").get("cases")) {
      NDArray labels = NDArray.of(Shape.of(Goldens.ints(g.get("shape"))), Goldens.floats(g.get("labels")));
      NDArray result = g.get("num_classes").isNull() ? ToCategorical.of(labels) : ToCategorical.of(labels, g.get("num_classes").asInt());
      assertEquals(NDArray.of(Shape.of(Goldens.ints(g.get("result_shape"))), Goldens.floats(g.get("result"))), result, g.toString());
    }
  }

  @Test void refusesWhatIsNoLabel() {
    refuses("ToCategorical: labels must be whole numbers from 0 on, got -1.0", () -> ToCategorical.of(NDArray.of(0, -1)));
    refuses("ToCategorical: labels must be whole numbers from 0 on, got -1.0", () -> ToCategorical.of(NDArray.of(0, -1), 3));
    refuses("ToCategorical: labels must be whole numbers from 0 on, got 0.5", () -> ToCategorical.of(NDArray.of(Shape.of(1), 0.5f)));
    refuses("ToCategorical: labels must be whole numbers from 0 on, got NaN",
        () -> ToCategorical.of(NDArray.of(Shape.of(1), Float.NaN), 2));
    refuses("ToCategorical: labels must be in 0 .. 2 for 3 classes, got 3.0", () -> ToCategorical.of(NDArray.of(0, 3), 3));
    refuses("ToCategorical: numClasses must be positive, got 0", () -> ToCategorical.of(NDArray.of(0, 3), 0));
    refuses("ToCategorical: without labels the number of classes must be given, got shape (0,)", () -> ToCategorical.of(NDArray.of()));
    refuses("ToCategorical: label Infinity asks for too many classes; are these labels?",
        () -> ToCategorical.of(NDArray.of(Shape.of(1), Float.POSITIVE_INFINITY)));
    refuses("ToCategorical: 2 labels of 1073741825 classes are more than one array holds; are these labels?",
        () -> ToCategorical.of(NDArray.of(0, 1 << 30)));
  }

  private static void refuses(String message, Executable conversion) {
    assertEquals(message, assertThrows(KeravaException.class, conversion).getMessage());
  }
}
