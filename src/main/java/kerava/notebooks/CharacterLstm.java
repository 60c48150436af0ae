package kerava.notebooks;

import java.util.List;
import java.util.stream.Collectors;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.losses.CategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.RMSprop;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * keras.io's "Character-level text generation with LSTM", on made sentences: which character comes after these forty? Then it writes on by
 * itself.
 */
public final class CharacterLstm implements Notebook {
  private static final String CHARACTERS = "character-lstm";
  private static final int SENTENCES = 700, LENGTH = 40, STEP = 3, HELD = 600, WRITTEN = 120;
  private static final List<String> WHO = List.of("the cat", "a dog", "the old man", "a child", "my friend"),
      DOES = List.of("sees", "likes", "follows", "paints"),
      WHAT = List.of("the moon", "a red ball", "the sea", "a small house", "the garden", "an owl");

  @Override public String name() { return CHARACTERS; }

  @Override public List<String> runs() { return List.of(CHARACTERS); }

  @Override public void run(NotebookRunner runner) {
    String text = text(), alphabet = text.chars().sorted().distinct().mapToObj(Character::toString).collect(Collectors.joining());
    int count = (text.length() - LENGTH + STEP - 1) / STEP, width = alphabet.length();
    float[] x = new float[count * LENGTH * width], y = new float[count * width];
    for (int sample = 0; sample < count; sample++) {
      String window = text.substring(sample * STEP, sample * STEP + LENGTH);
      System.arraycopy(oneHot(window, alphabet), 0, x, sample * LENGTH * width, LENGTH * width);
      y[sample * width + alphabet.indexOf(text.charAt(sample * STEP + LENGTH))] = 1;
    }
    Sequences.of(runner, NDArray.of(Shape.of(count, LENGTH, width), x), NDArray.of(Shape.of(count, width), y), HELD).train(CHARACTERS,
        () -> new Sequential(new Input(LENGTH, width), new LSTM(128), new Dense(width, "softmax")),
        model -> model.compile(new RMSprop(0.01), new CategoricalCrossentropy(), new Accuracy()),
        new FitOptions().withEpochs(10).withBatchSize(128),
        model -> runner.println(writtenOn(model, text.substring(0, LENGTH), alphabet)));
  }

  private static String text() {
    RandomState random = new RandomState(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++)
      text.append(one(WHO, random)).append(' ').append(one(DOES, random)).append(' ').append(one(WHAT, random)).append(". ");
    return text.toString();
  }

  private static String one(List<String> of, RandomState random) { return of.get(random.randint(of.size())); }

  private static float[] oneHot(String text, String alphabet) {
    float[] rows = new float[text.length() * alphabet.length()];
    for (int i = 0; i < text.length(); i++) rows[i * alphabet.length() + alphabet.indexOf(text.charAt(i))] = 1;
    return rows;
  }

  /** {@code text} and what the model finds likeliest after it. */
  private static String writtenOn(Model model, String text, String alphabet) {
    StringBuilder written = new StringBuilder(text);
    for (int i = 0; i < WRITTEN; i++) {
      float[] rows = oneHot(written.substring(written.length() - LENGTH), alphabet);
      float[] chances = model.predict(NDArray.of(Shape.of(1, LENGTH, alphabet.length()), rows)).values();
      written.append(alphabet.charAt(Sequences.likeliest(chances, 0, chances.length)));
    }
    return written.toString();
  }
}
