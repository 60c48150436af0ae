package kerava.notebooks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.RepeatVector;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * keras.io's "Sequence to sequence learning for performing number addition": one LSTM reads a question backwards, {@code 35+146}, another
 * writes the sum.
 */
public final class AdditionRnn implements Notebook {
  private static final String ADDITION = "addition-rnn", CHARACTERS = "0123456789+ ";
  private static final int COUNT = 50_000, HELD = 5_000, DIGITS = 3, QUESTION = 2 * DIGITS + 1, ANSWER = DIGITS + 1, SHOWN = 5;

  @Override public String name() { return ADDITION; }

  @Override public List<String> runs() { return List.of(ADDITION); }

  @Override public void run(NotebookRunner runner) {
    NDArray x = zeros(QUESTION), y = zeros(ANSWER);
    ask(x, y);
    Sequences.of(runner, x, y, HELD).train(ADDITION, AdditionRnn::model,
        model -> model.compile("adam", "categorical_crossentropy", "accuracy"),
        new FitOptions().withEpochs(30).withBatchSize(32),
        model -> show(runner, model, x.slice(COUNT - HELD, COUNT), y.slice(COUNT - HELD, COUNT)));
  }

  private static Sequential model() {
    return new Sequential(new Input(QUESTION, CHARACTERS.length()), new LSTM(128), new RepeatVector(ANSWER),
        new LSTM(128).withReturnSequences(true), new Dense(CHARACTERS.length(), "softmax"));
  }

  private static NDArray zeros(int steps) {
    return NDArray.of(Shape.of(COUNT, steps, CHARACTERS.length()), new float[COUNT * steps * CHARACTERS.length()]);
  }

  /** Writes questions, none of which comes twice, even turned around, and their answers. */
  private static void ask(NDArray x, NDArray y) {
    RandomState random = new RandomState(0);
    Set<List<Integer>> asked = new HashSet<>();
    while (asked.size() < COUNT) {
      int a = number(random), b = number(random), sample = asked.size();
      if (!asked.add(List.of(Math.min(a, b), Math.max(a, b)))) continue;
      write(x, sample, new StringBuilder(padded(a + "+" + b, QUESTION)).reverse());
      write(y, sample, padded(Integer.toString(a + b), ANSWER));
    }
  }

  private static int number(RandomState random) {
    String digits =
        IntStream.rangeClosed(0, random.randint(DIGITS)).mapToObj(i -> Integer.toString(random.randint(10))).collect(Collectors.joining());
    return Integer.parseInt(digits);
  }

  private static String padded(String text, int length) { return text + " ".repeat(length - text.length()); }

  private static void write(NDArray into, int sample, CharSequence text) {
    int width = CHARACTERS.length();
    for (int i = 0; i < text.length(); i++) into.values()[(sample * text.length() + i) * width + CHARACTERS.indexOf(text.charAt(i))] = 1;
  }

  private static void show(NotebookRunner runner, Model model, NDArray x, NDArray y) {
    List<String> guesses = read(model.predict(x.slice(0, SHOWN))), answers = read(y.slice(0, SHOWN)), questions = read(x.slice(0, SHOWN));
    for (int i = 0; i < SHOWN; i++)
      runner.println(String.format("%s = %s%s", new StringBuilder(questions.get(i)).reverse().toString().strip(), guesses.get(i).strip(),
          guesses.get(i).equals(answers.get(i)) ? "" : ", which is wrong: " + answers.get(i).strip()));
  }

  /** The likeliest character of each step. */
  private static List<String> read(NDArray samples) {
    int steps = samples.shape().size(1), width = CHARACTERS.length();
    return IntStream.range(0, samples.count()).mapToObj(sample -> IntStream.range(0, steps).mapToObj(step -> {
      int likeliest = Sequences.likeliest(samples.values(), (sample * steps + step) * width, width);
      return CHARACTERS.substring(likeliest, likeliest + 1);
    }).collect(Collectors.joining())).toList();
  }
}
