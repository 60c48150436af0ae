package kerava.notebooks;

import java.util.List;
import kerava.config.Members;

/** One of the Keras notebooks, line for line in Java: what it trains and prints. */
@Members({Dnn.class, Fashion.class, Mlp.class, VanishingGradient.class, VanishingGradient64.class}) public interface Notebook {
  /** The name on the command line. */
  String name();

  /** The names of its trainings, in order. */
  List<String> runs();

  /** From data to scores, printing what the original prints. */
  void run(Kernel kernel);

  /** All notebooks. */
  static List<Notebook> all() { return List.of(new VanishingGradient(), new VanishingGradient64(), new Dnn(), new Fashion(), new Mlp()); }
}
