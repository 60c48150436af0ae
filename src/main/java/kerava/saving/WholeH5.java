package kerava.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.config.Warnings;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Operation;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.saving.OptimizerVariables.Stored;

/**
 * A whole model in one HDF5 file: JSON in attributes, weights by name. Source: Keras {@code legacy/saving/legacy_h5_format.py},
 * {@code legacy/saving/saving_utils.py}.
 */
final class WholeH5 {
  private static final String MODEL = "model_config", TRAINING = "training_config", WEIGHTS = "model_weights",
      OPTIMIZER = "optimizer_weights", VERSION = "keras_version";
  /** How tf.keras names the slots of its optimizers until TensorFlow 2.10. */
  private static final Map<String, String> LEGACY_SLOTS = Map.of("Adam momentum", "m", "Adam velocity", "v", "Adam velocity_hat", "vhat",
      "RMSprop velocity", "rms", "RMSprop average_gradient", "mg");

  private WholeH5() {}

  static boolean is(Hdf5Group root) { return root.attributes().has(MODEL); }

  /** Without the optimizer's state for Keras 3, whose reader of it is broken: fit fails after it. */
  static Hdf5Group write(Snapshot model, Dialect dialect, String file) {
    ObjectWriter writer = dialect == Dialect.KERAS_3 ? ObjectWriter.MODERN_H5 : ObjectWriter.LEGACY;
    Hdf5Group root = Hdf5Group.root(file);
    root.attributes().put(VERSION, dialect.version()).put("backend", "tensorflow")
        .put(MODEL, Json.write(ArchitectureJson.model(model.network(), model.built(), writer)));
    if (model.settings() != null)
      root.attributes().put(TRAINING,
          Json.write(CompileConfig.write(model.trainedBy(), model.learningRate(), model.network().outputNames(), writer)));
    if (model.weights() != null) WeightsByName.write(root.makeGroup(WEIGHTS), model, dialect);
    OptimizerState state = model.stateToWrite();
    if (state != null && dialect == Dialect.KERAS_2)
      writeOptimizer(root.makeGroup(OPTIMIZER), state, model.optimizer(), model.built());
    return root;
  }

  private static void writeOptimizer(Hdf5Group group, OptimizerState state, Optimizer optimizer, Built model) {
    boolean modern = Keras2Optimizers.modern(optimizer);
    OptimizerVariables form = modern ? OptimizerVariables.KERAS_2 : OptimizerVariables.KERAS_2_LEGACY;
    List<Variable> weights = model.trainable();
    String className = optimizer.getClass().getSimpleName();
    List<String> names = new ArrayList<>(List.of(modern ? "iteration:0" : className + "/iter:0"));
    for (OptimizerVariables.Entry entry : form.order(optimizer, weights)) {
      String path = weights.get(entry.index()).path(), slot = entry.slot();
      String older = path + "/" + LEGACY_SLOTS.getOrDefault(className + " " + slot, slot);
      names.add(className + "/" + (modern ? slot + "/" + path : older) + ":0");
    }
    List<Hdf5Dataset> datasets = form.write(state, optimizer, weights);
    for (int i = 0; i < names.size(); i++) group.put(names.get(i), datasets.get(i));
    WeightsByName.putNames(group.attributes(), "weight_names", names);
  }

  /** Warns of what a file written for {@code dialect} does not keep. */
  static void warn(Snapshot model, Dialect dialect, String file) {
    boolean begun = model.optimizerState() != null && model.optimizerState().iterations() > 0;
    if (model.settings() != null && dialect == Dialect.KERAS_2) Keras2Optimizers.saved(file, model);
    if (model.built().whole().all().anyMatch(layer -> layer.layer() instanceof Operation))
      Warnings.warn("%s: holds operations of keras.ops, which Keras 3 writes into .h5 and cannot read from it; save as .keras for Keras",
          file);
    if (begun && dialect == Dialect.KERAS_3)
      Warnings.warn("%s: holds no optimizer's state, for Keras 3 cannot take it from .h5, so a training that goes on from it begins that "
          + "afresh; save as .keras to keep it", file);
  }

  /** The model's JSON, and what it says of the rest. */
  static ModelReader reader(Hdf5Group root, String file, LoadOptions options) {
    Map<String, Object> model = model(root, file, options.limits());
    Keras2Learned.fill(model, weights(root));
    return new ModelReader(file, version(root), model, options);
  }

  static Map<String, Object> model(Hdf5Group root, String file, Limits limits) {
    return Json.read(root.attributes().string(MODEL), file + ": " + MODEL, limits);
  }

  static String version(Hdf5Group root) { return root.attributes().has(VERSION) ? root.attributes().string(VERSION) : null; }

  /** What the model was compiled with, as it stands in the file; null if it was not. */
  static Map<String, Object> training(Hdf5Group root, String file, Limits limits) {
    return root.attributes().has(TRAINING) ? Json.read(root.attributes().string(TRAINING), file + ": " + TRAINING, limits) : null;
  }

  /** Null if there are none. */
  static Hdf5Group weights(Hdf5Group root) { return root.hasGroup(WEIGHTS) ? root.group(WEIGHTS) : null; }

  static Hdf5Group optimizerGroup(Hdf5Group root) { return root.hasGroup(OPTIMIZER) ? root.group(OPTIMIZER) : null; }

  /** Nothing if there is no such group. */
  static Stored optimizer(Hdf5Group root, Object training, Snapshot model) {
    Hdf5Group group = optimizerGroup(root);
    if (group == null) return Stored.NONE;
    List<String> names = WeightsByName.listedWeights(group);
    List<String> missing = names.stream().filter(name -> !group.hasDataset(name)).toList();
    if (!missing.isEmpty()) return Stored.misfit("it lists " + Problems.told(missing) + ", which the file does not hold");
    OptimizerVariables order = names.size() > 1 && names.get(1).endsWith("learning_rate")
        ? OptimizerVariables.KERAS_3
        : Keras2Optimizers.legacy(training) ? OptimizerVariables.KERAS_2_LEGACY : OptimizerVariables.KERAS_2;
    return order.read(names.stream().map(group::dataset).toList(), model.optimizer(), model.built().trainable());
  }
}
