package kerava.notebooks;

import java.util.List;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.optimizers.Adam;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * The decoder of keras.io's "Text generation with a miniature GPT", causal attention in two blocks, on a made grammar: seven letters of
 * eight, a stop, the same letters again. What comes next can be known after the stop alone, so that the best accuracy is (7 + 1 + 6 / 8) /
 * 14, about .62.
 */
public final class MiniatureGpt implements Notebook {
  private static final String GPT = "miniature-gpt";
  private static final int COUNT = 12_000, HELD = 2_000, COPIED = 7, LETTERS = 8, STOP = LETTERS, LENGTH = 2 * COPIED;

  @Override public String name() { return GPT; }

  @Override public List<String> runs() { return List.of(GPT); }

  @Override public void run(NotebookRunner runner) {
    RandomState random = new RandomState(0);
    float[] x = new float[COUNT * LENGTH], y = new float[COUNT * LENGTH];
    int[] sentence = new int[LENGTH + 1];
    for (int sample = 0; sample < COUNT; sample++) {
      for (int i = 0; i < COPIED; i++) sentence[i] = sentence[COPIED + 1 + i] = random.randint(LETTERS);
      sentence[COPIED] = STOP;
      for (int i = 0; i < LENGTH; i++) {
        x[sample * LENGTH + i] = sentence[i];
        y[sample * LENGTH + i] = sentence[i + 1];
      }
    }
    Sequences.of(runner, NDArray.of(Shape.of(COUNT, LENGTH), x), NDArray.of(Shape.of(COUNT, LENGTH), y), HELD).train(GPT,
        MiniatureGpt::model,
        model -> model.compile(new Adam(), new SparseCategoricalCrossentropy(true), new Accuracy()),
        new FitOptions().withEpochs(10).withBatchSize(64),
        model -> runner.println(after(model, 3, 1, 4, 1, 5, 0, 2)));
  }

  private static Model model() {
    KerasTensor input = new Input(LENGTH).tensor();
    KerasTensor x = new PositionEmbedding().apply(new Embedding(LETTERS + 1, 64).apply(input));
    for (int i = 0; i < 2; i++) x = TransformerBlock.of(2, 64, 64, 0.1, true).apply(x);
    return new Model(input, new Dense(LETTERS + 1).apply(x));
  }

  /** What the model writes after {@code letters} and a stop, letter by letter. */
  private static String after(Model model, int... letters) {
    float[] sentence = new float[LENGTH];
    for (int i = 0; i < COPIED; i++) sentence[i] = letters[i];
    sentence[COPIED] = STOP;
    StringBuilder written = new StringBuilder();
    for (int i = COPIED; i < LENGTH; i++) {
      float[] scores = model.predict(NDArray.of(Shape.of(1, LENGTH), sentence)).values();
      int best = Sequences.likeliest(scores, i * (LETTERS + 1), LETTERS + 1);
      written.append(best).append(' ');
      if (i + 1 < LENGTH) sentence[i + 1] = best;
    }
    return "after " + java.util.Arrays.toString(letters) + " and a stop: " + written.toString().strip();
  }
}
