package kerava.notebooks;

import java.util.List;
import kerava.layers.Bidirectional;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Embedding;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * The classifiers of keras.io's "Bidirectional LSTM on IMDB" and "Text classification with Transformer", on made sentences: does word 2
 * come before word 3? A twentieth of the labels is turned around, so that no model gets more than about .95.
 */
public final class SequenceClassification implements Notebook {
  private static final String LSTM = "bidirectional-lstm", TRANSFORMER = "transformer";
  private static final int COUNT = 10_000, HELD = 2_000, LENGTH = 40, SHORTEST = 10, WORDS = 20, FIRST = 2, SECOND = 3, TURNED = 20;

  @Override public String name() { return "sequence-classification"; }

  @Override public List<String> runs() { return List.of(LSTM, TRANSFORMER); }

  @Override public void run(NotebookRunner runner) {
    float[] x = new float[COUNT * LENGTH], y = new float[COUNT];
    write(x, y);
    Sequences sentences = Sequences.of(runner, NDArray.of(Shape.of(COUNT, LENGTH), x), NDArray.of(Shape.of(COUNT), y), HELD);
    FitOptions fit = new FitOptions().withBatchSize(32);
    if (runner.wants(LSTM))
      sentences.train(LSTM, SequenceClassification::recurrent, model -> model.compile("adam", "binary_crossentropy", "accuracy"),
          fit.withEpochs(8),
          model -> {});
    if (runner.wants(TRANSFORMER))
      sentences.train(TRANSFORMER, SequenceClassification::transformer,
          model -> model.compile("adam", "sparse_categorical_crossentropy", "accuracy"), fit.withEpochs(25), model -> {});
  }

  /** Sentences of 10 to 40 words, with 0 behind them, and their labels. */
  private static void write(float[] x, float[] y) {
    RandomState random = new RandomState(0);
    for (int sample = 0; sample < COUNT; sample++) {
      int words = SHORTEST + random.randint(LENGTH - SHORTEST + 1), from = sample * LENGTH;
      for (int i = 0; i < words; i++) x[from + i] = SECOND + 1 + random.randint(WORDS - SECOND - 1);
      int one = random.randint(words), other = (one + 1 + random.randint(words - 1)) % words;
      x[from + one] = FIRST;
      x[from + other] = SECOND;
      boolean turned = random.randint(TURNED) == 0;
      y[sample] = one < other != turned ? 1 : 0;
    }
  }

  private static Sequential recurrent() {
    return new Sequential(new Input(LENGTH), new Embedding(WORDS, 16).withMaskZero(true),
        new Bidirectional(new LSTM(32).withReturnSequences(true)), new Bidirectional(new LSTM(32)), new Dense(1, "sigmoid"));
  }

  private static Model transformer() {
    KerasTensor input = new Input(LENGTH).tensor();
    KerasTensor x = new PositionEmbedding().apply(new Embedding(WORDS, 32).apply(input));
    x = new GlobalAveragePooling1D().apply(TransformerBlock.of(2, 32, 32, 0.1, false).apply(x));
    x = new Dense(20, "relu").apply(new Dropout(0.1).apply(x));
    return new Model(input, new Dense(2, "softmax").apply(new Dropout(0.1).apply(x)));
  }
}
