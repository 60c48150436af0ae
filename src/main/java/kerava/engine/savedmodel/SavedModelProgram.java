package kerava.engine.savedmodel;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.engine.NumberType;
import kerava.engine.Tensors;
import kerava.engine.Threads;
import kerava.tensor.NDArray;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.family.TType;

/**
 * A SavedModel that runs: its graph and session, whoever wrote it. Loading it runs a program from the folder. Owns its native memory and
 * frees it in {@link #close}. Several threads may run it at once.
 */
public final class SavedModelProgram implements AutoCloseable {
  private final Path folder;
  private final SavedModelContents contents;
  private final SavedModelBundle bundle;

  public SavedModelProgram(Path folder, Limits limits) {
    this.folder = folder;
    contents = SavedModelContents.read(folder, limits);
    try {
      bundle = SavedModelBundle.loader(folder.toAbsolutePath().toString()).withTags(SavedModelContents.TAG)
          .withConfigProto(Threads.config(Long.MAX_VALUE)).load();
    } catch (TensorFlowException e) {
      throw new FormatException(folder + ": TensorFlow cannot load it (" + e.getMessage() + "); export it again", e);
    }
  }

  public SavedModelContents contents() { return contents; }

  /** Refuses an unknown name. */
  public Signature signature(String name) {
    Signature signature = contents.signatures().get(name);
    require(signature != null, "%s: there is no signature '%s'; there are %s", folder, name, contents.signatures().keySet());
    return signature;
  }

  /** All outputs of a signature by name, for one array for each of its inputs. */
  public Map<String, NDArray> run(String signature, Map<String, NDArray> inputs) {
    Signature asked = signature(signature);
    asked.check(folder.toString(), inputs);
    Map<String, NumberType> types = new LinkedHashMap<>();
    asked.outputs().forEach((name, port) -> types.put(name, NumberType.of(port.type(), place("output", name, asked))));
    Session.Runner runner = bundle.session().runner();
    asked.outputs().values().forEach(port -> runner.fetch(port.tensor()));
    try (Fed fed = new Fed()) {
      inputs.forEach((name, array) -> runner.feed(asked.inputs().get(name).tensor(), fed.tensor(asked, name, array)));
      try (Result found = runner.run()) {
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        types.forEach((name, type) -> outputs.put(name, type.array(found.get(outputs.size()))));
        return outputs;
      }
    } catch (TensorFlowException e) {
      throw new KeravaException(folder + ": signature '" + signature + "' fails: " + e.getMessage() + "; check the inputs", e);
    }
  }

  private String place(String kind, String name, Signature signature) {
    return folder + ": " + kind + " '" + name + "' of signature '" + signature.name() + "'";
  }

  /** Values of float tensors of the graph, by their names. */
  List<NDArray> fetch(List<String> tensors) {
    Session.Runner runner = bundle.session().runner();
    tensors.forEach(runner::fetch);
    try (Result found = runner.run()) {
      List<NDArray> values = new ArrayList<>();
      for (int i = 0; i < tensors.size(); i++) values.add(Tensors.array((TType) found.get(i)));
      return values;
    }
  }

  @Override public void close() { bundle.close(); }

  /** The tensors of one run. */
  private final class Fed implements AutoCloseable {
    private final Deque<Tensor> open = new ArrayDeque<>();

    private Tensor tensor(Signature signature, String name, NDArray array) {
      String who = place("input", name, signature);
      NumberType type = NumberType.of(signature.inputs().get(name).type(), who);
      try {
        open.push(type.tensor(array));
      } catch (KeravaException e) {
        throw new KeravaException(who + ": " + e.getMessage() + "; convert the input", e);
      }
      return open.peek();
    }

    @Override public void close() { open.forEach(Tensor::close); }
  }
}
