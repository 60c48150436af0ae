package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kerava.config.Names;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Node;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.saving.hdf5.Hdf5Dataset;
import kerava.saving.hdf5.Hdf5Group;

/**
 * The layout of .weights.h5 and of the weights in .keras: {@code layers/dense_1/vars/0}, layers numbered by class in the order of the model, whatever
 * their names are. Source: Keras {@code saving/saving_lib.py}.
 */
final class WeightsByClass {
  private static final String LAYERS = "layers", OPTIMIZER = "optimizer", VARS = "vars";

  private WeightsByClass() {}

  /** Whether {@code root} is laid out so; every model of Keras has at least its own, empty, group of variables. */
  static boolean is(Hdf5Group root) { return root.hasGroup(LAYERS) || root.hasGroup(VARS); }

  static Hdf5Group write(Snapshot model, String file) {
    Hdf5Group root = Hdf5Group.root(file);
    root.makeGroup(VARS).attributes().put("name", model.network().name());
    root.makeGroup(LAYERS);
    List<String> paths = paths(model.built());
    int next = 0;
    for (int i = 0; i < paths.size(); i++) {
      Node node = model.built().nodes().get(i);
      if (paths.get(i) == null) continue;
      Hdf5Group vars = root.makeGroup(LAYERS + "/" + paths.get(i) + "/" + VARS);
      vars.attributes().put("name", node.name());
      for (int k = 0; k < node.variables().size(); k++)
        vars.put(Integer.toString(k), Hdf5Dataset.of(node.variables().get(k).shape(), model.weights().get(next++)));
    }
    OptimizerState state = model.stateToWrite();
    if (state != null) writeOptimizer(root, state, model.settings().optimizer(), model.built());
    return root;
  }

  private static void writeOptimizer(Hdf5Group root, OptimizerState state, Optimizer optimizer, Built model) {
    Hdf5Group vars = root.makeGroup(OPTIMIZER + "/" + VARS);
    vars.attributes().put("name", Names.snakeCase(optimizer.getClass().getSimpleName()));
    int i = 0;
    for (Hdf5Dataset dataset : OptimizerVariables.KERAS_3.write(state, optimizer, model.trainable()))
      vars.put(Integer.toString(i++), dataset);
  }

  /** The group of each layer, null for inputs. */
  static List<String> paths(Built model) {
    List<String> paths = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Node node : model.nodes()) paths.add(node.layer() instanceof Input ? null : path(node.layer().className(), counts));
    return paths;
  }

  static String path(String className, Map<String, Integer> counts) {
    String name = Names.snakeCase(className);
    int count = counts.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "_" + (count - 1);
  }

  /** The model's weights, all of which and no others must be there. */
  static List<float[]> read(Hdf5Group root, Built model, String file) {
    List<float[]> weights = new ArrayList<>();
    List<String> paths = paths(model);
    Set<String> others = root.hasGroup(LAYERS) ? new TreeSet<>(root.group(LAYERS).names()) : new TreeSet<>();
    for (int i = 0; i < paths.size(); i++) {
      Node node = model.nodes().get(i);
      others.remove(paths.get(i) == null ? Names.snakeCase(node.layer().className()) : paths.get(i));
      if (node.variables().isEmpty()) continue;
      Hdf5Group vars = root.group(LAYERS + "/" + paths.get(i) + "/" + VARS);
      refuseUnless(vars.names().size() == node.variables().size(),
          "%s: layer '%s' must have %d weights, got %d; is it the file of another model?",
          file, node.name(), node.variables().size(), vars.names().size());
      for (int k = 0; k < node.variables().size(); k++)
        weights
            .add(Weights.floats(vars.dataset(Integer.toString(k)), node.variables().get(k).shape(), file, node.variables().get(k).path()));
    }
    refuseUnless(others.isEmpty(), "%s: holds weights of layers that the model has not: %s; is it the file of another model?", file,
        Problems.told(others));
    return weights;
  }

  /** The group that holds the optimizer's variables, or null. */
  static Hdf5Group optimizer(Hdf5Group root) {
    return root.hasGroup(OPTIMIZER + "/" + VARS) ? root.group(OPTIMIZER + "/" + VARS) : null;
  }

  /** Null if there is none, or it had not begun. */
  static OptimizerState readOptimizer(Hdf5Group root, Optimizer optimizer, Built model, String file) {
    Hdf5Group vars = optimizer(root);
    if (vars == null) return null;
    List<Hdf5Dataset> datasets = new ArrayList<>();
    for (int i = 0; i < vars.names().size(); i++) datasets.add(vars.dataset(Integer.toString(i)));
    boolean rate = datasets.size() > 1 && datasets.get(1).shape().rank() == 0;
    return (rate ? OptimizerVariables.KERAS_3 : OptimizerVariables.KERAS_2).read(datasets, optimizer, model, file);
  }
}
