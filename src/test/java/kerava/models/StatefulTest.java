package kerava.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.layers.ConvLSTM2D;
import kerava.layers.Dense;
import kerava.layers.GRU;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that keep states between batches; their trainings are among SequenceFits. */
class StatefulTest {
  @TempDir Path folder;

  private static Sequential model(int steps) {
    RandomSeed.set(3);
    return new Sequential(new Input(steps, 2).withBatchSize(2), new GRU(3).withStateful(true).withReturnSequences(true),
        new LSTM(4).withStateful(true));
  }

  private static NDArray x(int samples, int steps) {
    float[] values = new float[samples * steps * 2];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i);
    return NDArray.of(Shape.of(samples, steps, 2), values);
  }

  /** Two halves of a sequence one after the other end as the whole. */
  @Test void aSequenceMayComeInParts() {
    NDArray whole = x(2, 6), first = part(whole, 0), second = part(whole, 3);
    try (Sequential parts = model(3); Sequential once = model(6)) {
      parts.predict(first);
      assertArrayEquals(once.predict(whole).values(), parts.predict(second).values(), (float) Rounding.ONE_PASS);
      parts.resetStates();
      NDArray begun = parts.predict(first), on = parts.predict(first);
      assertFalse(begun.equals(on));
      parts.resetStates();
      assertEquals(begun, parts.predict(first));
    }
  }

  /** Of images too, whose states have places. */
  @Test void aFilmMayComeInParts() {
    float[] values = new float[2 * 4 * 3 * 2];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i);
    NDArray whole = NDArray.of(Shape.of(1, 4, 3, 2, 2), values);
    NDArray first = NDArray.of(Shape.of(1, 2, 3, 2, 2), Arrays.copyOf(values, 24));
    NDArray second = NDArray.of(Shape.of(1, 2, 3, 2, 2), Arrays.copyOfRange(values, 24, 48));
    try (Sequential parts = film(2); Sequential once = film(4)) {
      NDArray begun = parts.predict(first);
      assertArrayEquals(once.predict(whole).values(), parts.predict(second).values(), (float) Rounding.ONE_PASS);
      parts.resetStates();
      assertEquals(begun, parts.predict(first));
    }
  }

  private static Sequential film(int steps) {
    RandomSeed.set(3);
    return new Sequential(new Input(steps, 3, 2, 2).withBatchSize(1), new ConvLSTM2D(3, 2).withStateful(true));
  }

  private static NDArray part(NDArray whole, int from) {
    float[] values = new float[12];
    for (int sample = 0; sample < 2; sample++) System.arraycopy(whole.values(), sample * 12 + from * 2, values, sample * 6, 6);
    return NDArray.of(Shape.of(2, 3, 2), values);
  }

  @Test void itComesBackFromFiles() {
    for (String ending : List.of("model.keras", "model.h5")) {
      try (Sequential model = model(3)) {
        NDArray begun = model.predict(x(2, 3));
        model.save(folder.resolve(ending));
        try (Model read = Model.load(folder.resolve(ending))) {
          assertEquals(begun, read.predict(x(2, 3)));
          assertEquals(model.toJson(), read.toJson());
          assertTrue(read.summary().contains("(2, 3, 3)"), read.summary());
        }
      }
    }
  }

  @Test void batchesOfAnotherSizeAreRefused() {
    refused("new Input(...).withBatchSize(n)", () -> new Sequential(new Input(3, 2), new LSTM(4).withStateful(true)).predict(x(2, 3)));
    try (Sequential model = model(3)) {
      refused("a batch has 2 samples, got 3 in batches of 3", () -> model.predict(x(3, 3)));
      model.compile("sgd", "mse");
      NDArray y = NDArray.of(Shape.of(4, 4), new float[16]);
      refused("a batch has 2 samples, got 4 in batches of 4",
          () -> model.fit(x(4, 3), y, new FitOptions().withBatchSize(4).withVerbose(0)));
      model.fit(x(4, 3), y, new FitOptions().withBatchSize(2).withVerbose(0));
      model.evaluate(x(4, 3), y, new EvaluateOptions().withBatchSize(2).withVerbose(0));
      refused("export: layer 'gru", () -> model.export(folder.resolve("exported")));
    }
    try (Sequential model = new Sequential(new Input(3, 2), new Dense(2))) {
      model.resetStates();
    }
  }

  private static void refused(String message, Runnable work) {
    String said = assertThrows(KeravaException.class, work::run).getMessage();
    assertTrue(said.contains(message), said);
  }
}
