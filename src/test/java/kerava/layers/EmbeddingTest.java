package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.KeravaException;
import kerava.Warned;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static final NDArray GOOD = NDArray.of(new float[][] {{0, 6, 2}, {5, 5, 1}}), Y = NDArray.of(new float[][] {{1}, {0}});

  private static Model model(Layer... layers) {
    Sequential model = new Sequential(layers);
    model.compile("sgd", "mse");
    return model;
  }

  private static Model flat() { return model(new Input(3), new Embedding(7, 2), new Flatten(), new Dense(1)); }

  @Test void givesRowsOfItsTable() {
    try (Model model = model(new Input(3), new Embedding(7, 2))) {
      float[] table = model.getWeights().get(0).values(), rows = model.predict(GOOD).values();
      assertArrayEquals(new float[] {table[0], table[1], table[12], table[13], table[4], table[5]}, java.util.Arrays.copyOf(rows, 6));
    }
  }

  @Test void leavesOutWhatStandsBehindTheDecimalPoint() {
    try (Model model = flat()) {
      assertEquals(model.predict(GOOD), model.predict(NDArray.of(new float[][] {{0.9f, 6.5f, 2.25f}, {5, 5.75f, 1}})));
    }
  }

  @Test void refusesNumbersWithoutARow() {
    for (float bad : new float[] {7, -1, 1e9f, -0.5f}) {
      NDArray x = NDArray.of(new float[][] {{0, 6, 2}, {5, bad, 1}});
      try (Model model = flat()) {
        for (String who : List.of("fit", "evaluate", "predict")) {
          String said = assertThrows(KeravaException.class, () -> run(model, who, x)).getMessage();
          assertTrue(
              said.startsWith(who + ": x goes into an Embedding of 7 rows") && said.contains("0 .. 6")
                  && said.contains("sample 1, index (1,);"),
              said);
        }
      }
    }
  }

  /** What other layers made of the data only the run can see. */
  @Test void refusesNumbersWithoutARowThatOthersMade() {
    NDArray x = NDArray.of(new float[][] {{0, 3, 2}, {3, 4, 1}});
    try (Model model = model(new Input(3), new Rescaling(2), new Embedding(7, 2).named("table"), new Flatten(), new Dense(1))) {
      for (String who : List.of("fit", "evaluate", "predict")) {
        String said = assertThrows(KeravaException.class, () -> run(model, who, x)).getMessage();
        assertTrue(
            said.matches(
                "table: takes rows of a table of 7, so its numbers must be in 0 .. 6, got 8 at index \\([01], 1\\) of a batch, .*"),
            said);
      }
    }
  }

  private static void run(Model model, String who, NDArray x) {
    if (who.equals("fit")) model.fit(x, Y, new FitOptions().withVerbose(0));
    else if (who.equals("evaluate")) model.evaluate(x, Y);
    else model.predict(x);
  }

  @Test void refusesThemInModelsInsideAndOnEveryInput() {
    KerasTensor a = new Input(3).tensor(), b = new Input(3).named("b").tensor();
    Layer inside = new Sequential(new Embedding(7, 2), new Flatten()).layer();
    try (Model model = new Model(List.of(a, b), List.of(new Concatenate().apply(a, inside.apply(b))))) {
      NDArray bad = NDArray.of(new float[][] {{0, 7, 2}});
      model.predict(Columns.of(bad, GOOD.slice(0, 1)));
      String said = assertThrows(KeravaException.class, () -> model.predict(Columns.of(bad, bad))).getMessage();
      assertTrue(said.contains("x 'b' goes into an Embedding") && said.contains("got 7 at sample 0"), said);
    }
  }

  @Test void tellsOnceThatAMaskEnds() throws Exception {
    List<String> warned = Warned.during(() -> {
      try (Model model = model(new Input(3), new Embedding(7, 2).withMaskZero(true), new Flatten().named("flat"), new Dense(1))) {
        model.predict(GOOD);
        model.fit(GOOD, Y, new FitOptions().withVerbose(0));
      }
    });
    assertEquals(1, warned.size(), warned::toString);
    assertTrue(warned.get(0).contains("layer 'flat' (Flatten) does not pass masks on"), warned::toString);
  }

  @Test void hasNoPlaceForAMaskedMetricYet() {
    Sequential model = new Sequential(new Input(3), new Embedding(7, 2).withMaskZero(true), new Dense(1));
    model.compile("sgd", "mse", "accuracy");
    String said = assertThrows(KeravaException.class,
        () -> model.fit(GOOD, NDArray.of(Shape.of(2, 3, 1), new float[6]), new FitOptions().withVerbose(0))).getMessage();
    assertTrue(said.contains("metrics of an output with a mask are not supported yet"), said);
    model.close();
  }
}
