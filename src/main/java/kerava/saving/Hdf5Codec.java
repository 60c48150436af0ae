package kerava.saving;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kerava.files.Content;
import kerava.files.FileKind;
import kerava.files.Source;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;
import kerava.optimizers.OptimizerState;
import kerava.saving.OptimizerVariables.Stored;
import kerava.saving.Weights.Misfits;

/** {@link ModelFormat#H5}, and weights alone in either layout. */
final class Hdf5Codec implements Codec {
  @Override public Snapshot read(Source source, String name, LoadOptions options) {
    Hdf5Group root = Hdf5File.read(source, name, options.limits());
    refuseUnless(!holdsWeights(root) || WholeH5.is(root),
        "%s: must be %s, got weights alone; open the model that they are of, and take its weights from this file", name, ModelFormat.MODEL);
    if (!WholeH5.is(root)) throw kind(root).refusal(name, ModelFormat.MODEL);
    Map<String, Object> training = options.compile() ? WholeH5.training(root, name, options.limits()) : null;
    Snapshot model = WholeH5.reader(root, name, options).compiled(training);
    Hdf5Group group = WholeH5.weights(root);
    if (model.built() == null || group == null) return model;
    Weights weights = WeightsByName.find(group, model.built(), new Weights(name, Misfits.REFUSED));
    OptimizerState state = model.trains() ? WholeH5.optimizer(root, training, model).orWarn(name, Stored.AFRESH) : null;
    return model.with(weights.arrays(model.built()), state);
  }

  private static boolean holdsWeights(Hdf5Group root) { return WeightsByName.is(root) || WeightsByClass.is(root); }

  /** Of a file that holds neither a model nor weights. */
  private static FileKind kind(Hdf5Group root) {
    Set<String> names = new HashSet<>(root.names());
    names.addAll(root.attributes().names());
    return FileKind.of(FileKind.Form.HDF5, names);
  }

  @Override public Description inspect(Source source, String name, LoadOptions options) {
    Hdf5Group root = Hdf5File.read(source, name, options.limits());
    if (WholeH5.is(root)) {
      Map<String, Object> training = WholeH5.training(root, name, options.limits());
      return new Inspection("h5", WholeH5.reader(root, name, options), training, WholeH5.weights(root), WholeH5.optimizerGroup(root),
          model -> WholeH5.optimizer(root, training, model)).describe(WholeH5.version(root));
    }
    if (!holdsWeights(root)) throw kind(root).refusal(name, ModelFormat.MODEL);
    return new Inspection("weights.h5", null, null, root, WeightsByClass.steppingOptimizer(root), null).describe(WholeH5.version(root));
  }

  @Override public Snapshot readWeights(Source source, String name, Snapshot model, LoadWeightsOptions options) {
    Hdf5Group root = Hdf5File.read(source, name, options.limits());
    Hdf5Group group = WeightsByName.is(root) ? root : WholeH5.weights(root);
    refuseUnless(group == null || !WeightsByClass.isBeside(root, group),
        "%s: must hold weights in one layout, got those of an .h5 (layer_names) and of a .weights.h5 (layers, vars); save them again",
        name);
    if (group == null) {
      if (!WeightsByClass.is(root)) throw kind(root).refusal(name, ModelFormat.WEIGHTS);
      return WeightsByClass.read(root, model, name, options);
    }
    boolean skip = options.skipMismatch();
    Weights weights = options.byName()
        ? WeightsByName.findByName(group, model.built(), new Weights(name, skip ? Misfits.SKIPPED : Misfits.REFUSED))
        : WeightsByName.find(group, model.built(), new Weights(name, skip ? Misfits.SKIPPED_ONE_BY_ONE : Misfits.REFUSED));
    return model.with(weights.arrays(model.built(), model.weights()), null);
  }

  @Override public Content write(Snapshot model, Dialect dialect, String name) { return content(WholeH5.write(model, dialect, name)); }

  @Override public void warn(Snapshot model, Dialect dialect, String name) { WholeH5.warn(model, dialect, name); }

  /** Weights alone: as Keras 3 with the optimizer's state, or as Keras 2. */
  static Content writeWeights(Snapshot model, Dialect dialect, String name) {
    require(dialect != null, inJava("take Dialect.KERAS_3"), "%s: the dialect must not be null", name);
    if (dialect == Dialect.KERAS_3) return content(WeightsByClass.write(model, name));
    Hdf5Group root = Hdf5Group.root(name);
    WeightsByName.write(root, model, dialect);
    return content(root);
  }

  private static Content content(Hdf5Group root) { return out -> Hdf5File.write(root, out); }
}
