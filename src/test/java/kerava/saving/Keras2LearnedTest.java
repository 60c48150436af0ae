package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import kerava.KeravaException;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Discretization;
import kerava.layers.Input;
import kerava.layers.IntegerLookup;
import kerava.layers.Layer;
import kerava.layers.Ngrams;
import kerava.layers.OovMethod;
import kerava.layers.OutputMode;
import kerava.layers.Salt;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.layers.Wholes;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that have learned from samples, written for Keras 2; what it has not is refused by name. */
class Keras2LearnedTest {
  @TempDir Path folder;

  private static Sequential weighed(double first) {
    return new Sequential(new Input(3).withDtype("int64"),
        new IntegerLookup().withVocabulary(new Wholes(4, 7), List.of(first, 2.)), new BatchNormalization(), new Dense(2));
  }

  @Test void weightsOfTokensStandAmongTheOthers() {
    NDArray x = NDArray.of(new long[][] {{4, 7, 7}, {1, 4, 4}});
    Path file = folder.resolve("lookup.h5");
    try (Sequential model = weighed(1); Sequential other = weighed(1.5)) {
      model.save(file, Dialect.KERAS_2);
      try (Model read = Model.load(file)) {
        assertEquals(model.predict(x), read.predict(x));
        read.loadWeights(file);
      }
      String said = assertThrows(KeravaException.class, () -> other.loadWeights(file)).getMessage();
      assertTrue(said.contains("lookup.h5: holds other idf_weights of a layer than the model's have, "), said);
    }
  }

  @Test void boundariesAreMadeOfASummary() {
    NDArray summary = NDArray.of(Shape.of(2, 4), 1, 2, 3, 4, 1, 1, 1, 1);
    assertEquals(List.of(2.), Discretization.ofBins(2).summarized(summary).binBoundaries());
    Sequential model = new Sequential(new Input(2), Discretization.ofBins(2).summarized(summary));
    model.save(folder.resolve("bins.h5"), Dialect.KERAS_2);
    try (model; Model read = Model.load(folder.resolve("bins.h5"))) {
      assertEquals(model.predict(NDArray.of(new float[][] {{1.5f, 2}})), read.predict(NDArray.of(new float[][] {{1.5f, 2}})));
    }
    assertTrue(assertThrows(KeravaException.class, () -> Discretization.ofBins(2).summarized(NDArray.of(1, 2))).getMessage()
        .startsWith("Discretization: takes a summary of shape (2, n) for numBins, got one of shape (2,) and numBins 2"));
  }

  private void refused(Layer layer, String type, String expected) {
    try (Sequential model = new Sequential(new Input(3).withDtype(type), layer)) {
      String said = assertThrows(KeravaException.class, () -> model.save(folder.resolve("refused.h5"), Dialect.KERAS_2)).getMessage();
      assertTrue(said.contains(expected), said);
    }
  }

  @Test void refusesWhatKeras2HasNot() {
    refused(StringLookup.of("a").withSalt(new Salt(3)), "string", "save: Keras 2 has no StringLookup with a salt");
    refused(IntegerLookup.of(3).withOovMethod(OovMethod.FARMHASH), "int64", "save: Keras 2 has no IntegerLookup with a salt");
    refused(StringLookup.of("a").withOutputMode(OutputMode.ONE_HOT), "string",
        "save: Keras 2 has outputMode ONE_HOT of one number a sample alone, got a StringLookup of inputs of shape (None, 3)");
    TextVectorization texts = TextVectorization.of("a").withSplit(null);
    refused(texts.withOutputMode(OutputMode.ONE_HOT), "string", "save: Keras 2 has no TextVectorization with outputMode ONE_HOT");
    refused(texts.withNgrams(Ngrams.of(1, 2)).withOutputMode(OutputMode.COUNT), "string",
        "save: Keras 2 reads ngrams of a TextVectorization from a file as one number alone");
  }
}
