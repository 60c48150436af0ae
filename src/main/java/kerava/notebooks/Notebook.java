package kerava.notebooks;

import java.util.List;
import java.util.stream.Stream;
import kerava.config.Members;

/** One of the Keras notebooks, line for line in Java: what it trains and prints. */
@Members({AdditionRnn.class, CharacterLstm.class, ConvolutionalAutoencoder.class, DeepLearningWithPython.class, Dnn.class, Fashion.class,
    HandsOnFashion.class, MiniatureGpt.class, Mlp.class, MnistConvnet.class, Seq2Seq.class, SequenceClassification.class,
    TimeseriesAnomaly.class,
    TransferLearning.class, VanishingGradient.class, VanishingGradient64.class}) public interface Notebook {
  /** The name on the command line. */
  String name();

  /** The names of its trainings, in order. */
  List<String> runs();

  /** From data to scores, printing what the original prints. */
  void run(NotebookRunner runner);

  /** All notebooks. */
  static List<Notebook> all() { return Stream.of(originals(), classroom()).flatMap(List::stream).toList(); }

  /** The names of the trainings of all notebooks. */
  static List<String> allRuns() { return all().stream().flatMap(notebook -> notebook.runs().stream()).toList(); }

  /** The notebook that has the training {@code run}. */
  static Notebook of(String run) {
    return all().stream().filter(notebook -> notebook.runs().contains(run)).findFirst().orElseThrow();
  }

  /** The five that Kerava began with, whose recorded scores {@code kerava parity} compares. */
  static List<Notebook> originals() {
    return List.of(new VanishingGradient(), new VanishingGradient64(), new Dnn(), new Fashion(), new Mlp());
  }

  /** The models that courses and books train. */
  static List<Notebook> classroom() {
    return List.of(new DeepLearningWithPython(), new MnistConvnet(), new HandsOnFashion(), new TransferLearning(),
        new ConvolutionalAutoencoder(), new AdditionRnn(), new SequenceClassification(), new CharacterLstm(), new TimeseriesAnomaly(),
        new MiniatureGpt(), new Seq2Seq());
  }
}
