package kerava.notebooks;

import java.util.List;

/** One of the Keras notebooks, line for line in Java: what it trains and prints. */
public sealed interface Notebook permits VanishingGradient {
  /** The name on the command line. */
  String name();

  /** The names of its trainings, in order. */
  List<String> runs();

  /** From data to scores, printing what the original prints. */
  void run(Kernel kernel);

  /** All notebooks. */
  static List<Notebook> all() { return List.of(new VanishingGradient()); }
}
