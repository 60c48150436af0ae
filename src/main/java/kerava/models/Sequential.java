package kerava.models;

import static kerava.KeravaException.require;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.layers.Layer;
import kerava.network.Network;
import kerava.saving.LoadOptions;
import kerava.saving.Snapshot;

/**
 * A model whose layers form a chain, each fed by the one before; {@link #layer} is a chain inside another model.
 *
 * <pre>{@code
 * try (Sequential model = new Sequential(new Input(784), new Dense(50, "sigmoid"), new Dense(10, "softmax"))) {
 *   model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
 *   model.fit(x, y, new FitOptions().withEpochs(5));
 * }
 * }</pre>
 *
 * Source: Keras {@code models/sequential.py}.
 */
public final class Sequential extends Model {
  public Sequential(Layer... layers) { this(null, Arrays.asList(layers)); }

  /** {@code name} null: sequential, sequential_1, ... */
  public Sequential(String name, List<? extends Layer> layers) {
    super(Network.sequential(name, layers));
  }

  Sequential(Snapshot loaded) { super(loaded); }

  /** The Sequential in a .keras or .h5 file, of either Keras: architecture, compile settings, weights, optimizer's state. */
  public static Sequential load(Path file) { return sequential(Model.load(file)); }

  /** {@code compile} false: without its compile settings, whatever they are; to predict, or to compile it anew. */
  public static Sequential load(Path file, boolean compile) { return sequential(Model.load(file, compile)); }

  /** {@code limits}: the most that the file may ask for. */
  public static Sequential load(Path file, Limits limits) { return sequential(Model.load(file, limits)); }

  /** As {@link #load(Path)}, from the bytes of a file. */
  public static Sequential load(byte[] bytes) { return sequential(Model.load(bytes)); }

  public static Sequential load(byte[] bytes, LoadOptions options) { return sequential(Model.load(bytes, options)); }

  /** As {@link #load(Path)}, from a stream, which is read to its end and left open. */
  public static Sequential load(InputStream in) { return sequential(Model.load(in)); }

  public static Sequential load(InputStream in, LoadOptions options) { return sequential(Model.load(in, options)); }

  /** The Sequential that {@link #toJson}, or {@code to_json} of either Keras, has described; without weights. */
  public static Sequential fromJson(String json) { return sequential(Model.fromJson(json)); }

  /** {@code limits}: the most that the text may ask for. */
  public static Sequential fromJson(String json, Limits limits) { return sequential(Model.fromJson(json, limits)); }

  private static Sequential sequential(Model loaded) {
    if (loaded instanceof Sequential sequential) return sequential;
    throw new KeravaException(
        String.format("'%s' is no Sequential, for its layers do not form a chain; load it as a Model", loaded.name()));
  }

  /** Puts {@code layer} at the end of the chain; not once the model has run. */
  public void add(Layer layer) {
    open();
    require(!running(), "Sequential '%s': no layer can be added once the model has run; build a new model", name());
    become(session.run(() -> network().plus(layer)));
  }
}
