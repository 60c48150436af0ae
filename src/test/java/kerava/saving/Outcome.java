package kerava.saving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import kerava.KeravaException;
import kerava.Warned;
import kerava.config.Limits;
import kerava.optimizers.OptimizerState;
import kerava.random.Session;
import kerava.tensor.NDArray;

/** All that comes of reading a source, as text: so that a file, its bytes and a stream of them can be compared. */
public final class Outcome {
  private static final String FILE = "FILE";

  private Outcome() {}

  /** Throws unless the bytes of {@code file} are read, described or refused in the same words as it is, from an array and from a stream. */
  public static void requireSame(Path file, Snapshot model) {
    for (Function<ModelSource, String> reading : readings(model)) {
      String ofFile = of(ModelSource.of(file), reading);
      byte[] bytes = bytes(file);
      for (ModelSource source : List.of(ModelSource.of(bytes), ModelSource.of(new ByteArrayInputStream(bytes)))) {
        String other = of(source, reading);
        if (!other.equals(ofFile)) throw new AssertionError(file + ": " + ofFile + "\nbut " + source.name() + ": " + other);
      }
    }
  }

  private static List<Function<ModelSource, String>> readings(Snapshot model) {
    return List.of(source -> told(ModelFile.read(source, new LoadOptions())),
        source -> ModelFile.inspect(source, Limits.DEFAULT).toString(),
        source -> told(ModelFile.readWeights(source, model, new LoadWeightsOptions())));
  }

  private static String of(ModelSource source, Function<ModelSource, String> reading) {
    String[] told = {""};
    List<String> warnings = Warned.during(() -> {
      try (Session names = Session.begin(1)) {
        told[0] = reading.apply(source);
      } catch (KeravaException refused) {
        told[0] = "refused: " + refused.getMessage();
      }
    });
    return (told[0] + warnings).replace(source.name(), FILE);
  }

  /** Architecture, compile settings, weights and the optimizer's state. */
  static String told(Snapshot model) {
    String weights = model.weights() == null ? "none" : arrays(model.weights());
    return ArchitectureJson.write(model.network(), model.built(), Dialect.KERAS_3) + "\n" + model.settings() + "\n" + weights + "\n"
        + told(model.optimizerState());
  }

  private static String told(OptimizerState state) {
    if (state == null) return "no state";
    Map<String, String> slots = new TreeMap<>();
    state.slots().forEach((slot, values) -> slots.put(slot, arrays(values)));
    return state.iterations() + " " + state.learningRate() + " " + slots;
  }

  private static String arrays(List<NDArray> arrays) {
    List<String> hashes = new ArrayList<>();
    for (NDArray values : arrays) hashes.add(values.shape() + ":" + values.hashCode());
    return hashes.toString();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
