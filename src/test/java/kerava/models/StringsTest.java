package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import kerava.KeravaException;
import kerava.layers.Add;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Identity;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Rescaling;
import kerava.losses.MeanSquaredError;
import kerava.optimizers.SGD;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Samples of strings go through a model as they are, are kept in files, and are refused where numbers are meant. */
class StringsTest {
  private static final NDArray WORDS = NDArray.of(new String[][] {{"가나", "", "a b"}, {"x", "😀", "긴 낱말 하나, 더 긴 낱말 하나"}});

  private static Sequential passing() { return new Sequential(new Input(3).withDtype("string"), new Identity()); }

  @Test void stringsComeOutAsTheyWentIn() {
    try (Sequential model = passing()) {
      assertEquals(WORDS, model.predict(WORDS));
      assertEquals(WORDS.slice(0, 1), model.predict(WORDS.slice(0, 1)));
      assertEquals(WORDS, model.predict(WORDS, new PredictOptions().withBatchSize(1).withVerbose(0)));
    }
  }

  @Test void anInputOfStringsIsInFiles(@TempDir Path folder) {
    try (Sequential model = passing(); Model fromJson = Model.fromJson(model.toJson())) {
      assertEquals(WORDS, fromJson.predict(WORDS));
      for (String name : List.of("m.keras", "m.h5")) {
        model.save(folder.resolve(name));
        try (Model loaded = Model.load(folder.resolve(name))) {
          assertEquals(WORDS, loaded.predict(WORDS));
        }
      }
    }
  }

  @Test void aSavedModelTakesStrings(@TempDir Path folder) {
    Path exported = folder.resolve("m");
    try (Sequential model = new Sequential(new Input(3).withDtype(DType.STRING).named("words"), new Identity())) {
      model.export(exported);
    }
    try (SavedModel loaded = SavedModel.loadTrusted(exported)) {
      assertEquals("{words=string (None, 3)}", loaded.signatures().get("serve").inputs().toString());
      assertEquals(WORDS, loaded.predict(WORDS));
      assertTrue(refusal(() -> loaded.predict(NDArray.of(new float[][] {{1, 2, 3}}))).contains("float32 are no strings"));
    }
  }

  @Test void numbersAndStringsAreNotMixedUp() {
    try (Sequential model = passing(); Sequential numbers = new Sequential(new Input(3), new Dense(2))) {
      assertEquals(
          "predict: x goes into an Input of string, but is of float32; convert the data, or let the Input be of another dtype",
          refusal(() -> model.predict(NDArray.of(new float[][] {{1, 2, 3}}))));
      assertEquals("predict: x goes into an Input of float32, but is of string; convert the data, or let the Input be of another dtype",
          refusal(() -> numbers.predict(WORDS)));
      numbers.compile(new SGD(), new MeanSquaredError());
      assertEquals("evaluate: y must be numbers, got strings; number the labels",
          refusal(() -> numbers.evaluate(NDArray.of(new float[][] {{1, 2, 3}, {1, 2, 3}}), WORDS)));
    }
    KerasTensor words = new Input(3).withDtype("string").tensor(), floats = new Input(3).tensor();
    assertTrue(refusal(() -> new Dense(2).apply(words))
        .startsWith("Dense: takes numbers, got an output of InputLayer of shape (None, 3), string"));
    assertTrue(refusal(() -> new Rescaling(2).apply(words)).startsWith("Rescaling: takes numbers"));
    assertTrue(refusal(() -> new Add().apply(words, words)).startsWith("Add: takes numbers"));
    assertTrue(refusal(() -> words.add(1)).startsWith("Add: takes numbers"));
    Model inner = new Model(words, new Flatten().apply(words));
    assertTrue(refusal(() -> inner.layer().apply(floats)).contains("takes [string], got [float32]"));
  }

  @Test void whatHasNoUtf8IsRefusedWithItsPlace() {
    try (Sequential model = passing()) {
      NDArray broken = NDArray.of(new String[][] {{"a", "b", "c"}, {"d", "e", "\uD800"}});
      assertEquals("predict: x goes into an Input of string, but has a string with half of a surrogate pair, of string, at sample 1, "
          + "index (2,); convert the data, or let the Input be of another dtype", refusal(() -> model.predict(broken)));
      Samples missing = new Samples() {
        @Override public int count() { return 1; }

        @Override public Shape sampleShape() { return Shape.of(3); }

        @Override public DType dtype() { return DType.STRING; }

        @Override public void read(int index, float[] into, int at) { throw new IllegalStateException(); }

        @Override public void read(int index, String[] into, int at) { into[at] = into[at + 1] = "a"; }
      };
      assertTrue(refusal(() -> model.predict(missing)).contains("has null, of string, at sample 0, index (2,)"));
    }
  }

  private static String refusal(Executable call) { return assertThrows(KeravaException.class, call).getMessage(); }
}
