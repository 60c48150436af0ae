package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Bidirectional;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.MultiHeadAttention;
import kerava.layers.TimeDistributed;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of sequences in docs/models.md trains, heeds its mask, and comes back from a file. */
class SequencesTest {
  @TempDir Path folder;

  private static Model model() {
    RandomSeed.set(3);
    KerasTensor words = new Input(20).withDtype("int32").tensor();
    KerasTensor read = new Embedding(5000, 32).withMaskZero(true).apply(words);
    KerasTensor both = new Bidirectional(new LSTM(24).withReturnSequences(true)).apply(read);
    KerasTensor seen = new MultiHeadAttention(2, 16).withUseCausalMask(true).apply(both, both);
    KerasTensor kind = new Dense(4, "softmax").apply(new LSTM(8).apply(seen));
    return new Model(words, kind);
  }

  /** Ids, with zeros after the first {@code i % 17 + 3}; the kind is the first word's remainder by 4. */
  private static NDArray words(int count) {
    float[] ids = new float[count * 20];
    for (int i = 0; i < count; i++) for (int at = 0; at < i % 17 + 3; at++) ids[20 * i + at] = 1 + (31 * i + 7 * at) % 4999;
    return NDArray.of(Shape.of(count, 20), ids);
  }

  @Test void itTrainsAndComesBack() {
    NDArray x = words(64);
    float[] kinds = new float[64];
    for (int i = 0; i < 64; i++) kinds[i] = x.get(i, 0) % 4;
    try (Model model = model()) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      List<Double> losses =
          model.fit(x, NDArray.of(Shape.of(64), kinds), new FitOptions().withEpochs(8).withBatchSize(16).withVerbose(0)).get("loss");
      assertTrue(losses.get(7) < losses.get(0), losses.toString());
      model.save(folder.resolve("words.keras"));
      try (Model read = Model.load(folder.resolve("words.keras"))) {
        assertEquals(model.predict(x), read.predict(x));
        assertEquals(model.toJson(), read.toJson());
      }
    }
  }

  /** A step's axes are known to the next layer though a batch's size is not. */
  @Test void stepsOfSeveralAxesOneByOne() {
    NDArray x = MadeSamples.normal(Shape.of(5, 2, 4, 3));
    try (Model model = new Sequential(new Input(2, 4, 3), new TimeDistributed(new Dense(2)), new TimeDistributed(new Flatten()))) {
      assertEquals(Shape.of(5, 2, 8), model.predict(x, new PredictOptions().withBatchSize(3).withVerbose(0)).shape());
    }
  }

  @Test void anIdBeyondTheTableIsToldWithItsPlace() {
    float[] ids = words(2).values().clone();
    ids[23] = 5000;
    try (Model model = model()) {
      String said = assertThrows(KeravaException.class, () -> model.predict(NDArray.of(Shape.of(2, 20), ids))).getMessage();
      assertTrue(said.contains("5000") && said.contains("sample 1"), said);
    }
  }

  /** Keras 2 has the first input by place, the others by name. */
  @Test void attentionAsKeras2HasIt() {
    KerasTensor x = new Input(4, 3).named("x").tensor(), z = new Input(5, 3).named("z").tensor();
    Layer attention = new MultiHeadAttention(2, 3).withUseCausalMask(true).named("attention");
    try (Model model = new Model(List.of(x, z), List.of(attention.apply(x, z, z)))) {
      String json = model.toJson(Dialect.KERAS_2);
      assertTrue(json.contains("[[[\"x\",0,0,{\"value\":[\"z\",0,0],\"key\":[\"z\",0,0],\"use_causal_mask\":true}]]]"), json);
      try (Model read = Model.fromJson(json)) {
        assertEquals(json, read.toJson(Dialect.KERAS_2));
      }
      String told =
          assertThrows(KeravaException.class, () -> Model.fromJson(json.replace("\"key\":[\"z\",0,0]", "\"key\":1"))).getMessage();
      assertTrue(told.contains("other arguments are not supported"), told);
    }
  }
}
