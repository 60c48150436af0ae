package kerava.notebooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.models.Model;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * keras.io's "Character-level recurrent sequence-to-sequence model", on dates: an LSTM reads {@code september 30, 1984}, another, which
 * begins with the states that it left, writes {@code 1984-09-30}. In training the writer is given the date itself, a letter behind; then
 * two models of the same layers write letter by letter.
 */
public final class Seq2Seq implements Notebook {
  private static final String SEQ2SEQ = "seq2seq";
  private static final int STATES = 128, HELD = 2_000, DECODED = 100, SHOWN = 5;

  @Override public String name() { return SEQ2SEQ; }

  @Override public List<String> runs() { return List.of(SEQ2SEQ); }

  @Override public void run(NotebookRunner runner) {
    Dates dates = Dates.made();
    NDArray read = dates.read();
    Sequences.of(runner, List.of(read, dates.given()), dates.asked(), HELD).train(SEQ2SEQ, Seq2Seq::model,
        model -> model.compile("rmsprop", "categorical_crossentropy", "accuracy"), new FitOptions().withEpochs(30).withBatchSize(64),
        model -> show(runner, model, dates, read));
  }

  private static Model model() {
    KerasTensor read = new Input(Shape.NONE, Dates.READ.length()).tensor(), given = new Input(Shape.NONE, Dates.WRITTEN.length()).tensor();
    List<KerasTensor> states = states(new LSTM(STATES).withReturnState(true).applyAll(List.of(read)));
    LSTM writer = new LSTM(STATES).withReturnSequences(true).withReturnState(true);
    KerasTensor written = writer.applyAll(inputs(given, states)).get(0);
    return new Model(List.of(read, given), List.of(new Dense(Dates.WRITTEN.length(), "softmax").apply(written)));
  }

  private static List<KerasTensor> inputs(KerasTensor sequence, List<KerasTensor> states) {
    return Stream.concat(Stream.of(sequence), states.stream()).toList();
  }

  private static <T> List<T> states(List<T> outputs) { return outputs.subList(1, outputs.size()); }

  private static void show(NotebookRunner runner, Model model, Dates dates, NDArray read) {
    int from = read.count() - HELD;
    List<String> decoded = decoded(model, read.slice(from, from + DECODED));
    runner.written(SEQ2SEQ, decoded);
    for (int i = 0; i < SHOWN; i++) runner.println(dates.told().get(from + i) + " -> " + decoded.get(i));
    long right = IntStream.range(0, DECODED).filter(i -> decoded.get(i).equals(dates.written().get(from + i))).count();
    runner.println(String.format("of %d dates %d are right, written letter by letter", DECODED, right));
  }

  /** What the model makes of each text that it reads: the likeliest letter, which it is given before it writes the next, up to a stop. */
  private static List<String> decoded(Model model, NDArray texts) {
    List<Layer> layers = model.network().layers();
    List<LSTM> lstms = layers.stream().filter(LSTM.class::isInstance).map(LSTM.class::cast).toList();
    try (Model encoder = encoder(lstms.get(0));
        Model decoder = decoder(lstms.get(1), layers.get(layers.size() - 1))) {
      List<StringBuilder> written = IntStream.range(0, texts.count()).mapToObj(i -> new StringBuilder()).toList();
      List<String> last = Collections.nCopies(texts.count(), Character.toString(Dates.START));
      List<NDArray> states = encoder.predictAll(texts);
      for (int step = 0; step <= Dates.ISO; step++) {
        NDArray given = Dates.oneHot(last, 1, Dates.WRITTEN);
        List<NDArray> outputs = decoder.predictAll(Columns.of(given, states.get(0), states.get(1)));
        last = likeliest(outputs.get(0).values());
        for (int i = 0; i < last.size(); i++) written.get(i).append(last.get(i));
        states = states(outputs);
      }
      return written.stream().map(text -> text.toString().split(Character.toString(Dates.STOP), 2)[0]).toList();
    }
  }

  private static Model encoder(LSTM reader) {
    KerasTensor read = new Input(Shape.NONE, Dates.READ.length()).tensor();
    return new Model(List.of(read), states(reader.applyAll(List.of(read))));
  }

  /** From a letter and the states before it to the chances of the next, and the states after it. */
  private static Model decoder(LSTM writer, Layer letters) {
    KerasTensor given = new Input(Shape.NONE, Dates.WRITTEN.length()).tensor();
    List<KerasTensor> inputs = inputs(given, List.of(new Input(STATES).tensor(), new Input(STATES).tensor()));
    List<KerasTensor> outputs = new ArrayList<>(writer.applyAll(inputs));
    outputs.set(0, letters.apply(outputs.get(0)));
    return new Model(inputs, outputs);
  }

  private static List<String> likeliest(float[] chances) {
    int width = Dates.WRITTEN.length();
    return IntStream.range(0, chances.length / width)
        .mapToObj(i -> Character.toString(Dates.WRITTEN.charAt(Sequences.likeliest(chances, i * width, width)))).toList();
  }
}
