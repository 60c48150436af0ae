package kerava.training;

import java.util.Map;
import kerava.config.Warnings;
import kerava.engine.Chunk;
import kerava.engine.Devices;
import kerava.engine.Program;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/** Training by a loop that XLA compiles; where that cannot be or gains nothing, a warning says so and there is none. */
final class FastMode {
  /** The system property with which it compiles for a CPU too; there some models train a little faster by it and others more slowly. */
  static final String FOR_CPU = "kerava.fast.cpu";

  private final FitOptions options;

  private FastMode(FitOptions options) { this.options = options; }

  /** Null: training is not compiled. */
  static FastMode of(FitOptions options) {
    if (!options.fast()) return null;
    if (Boolean.getBoolean(FOR_CPU) || Devices.isGpu()) return new FastMode(options);
    Warnings.warn("fit: fast mode serves GPUs, and here a CPU trains, which gains too little by it; trains as ever");
    return null;
  }

  /** Compiles what {@code chunk} needs, with a bar of its own; false: XLA does not take the model. */
  boolean compile(Program program, Chunk chunk, int batchSize) {
    Bar bar = new Bar(1, options.verbose(), options.out());
    try {
      if (!program.compile(chunk, batchSize)) return true;
      if (options.verbose() > 0) options.out().println("Compiled by XLA:");
      bar.end(Map.of());
      return true;
    } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
      Warnings.warn("fit: XLA cannot compile this model (%s); trains as ever, not fast", firstLine(e.getMessage()));
      return false;
    }
  }

  private static String firstLine(String message) {
    return message == null ? "it says nothing" : message.lines().findFirst().orElse("").strip();
  }
}
