package kerava.saving;

import static kerava.KeravaException.require;

import java.util.Map;
import kerava.config.Limits;
import kerava.engine.InitialWeights;
import kerava.files.Content;
import kerava.files.Source;
import kerava.hdf5.Hdf5Group;
import kerava.optimizers.OptimizerState;
import kerava.saving.OptimizerVariables.Stored;
import kerava.saving.Weights.Misfits;

/** {@link ModelFormat#KERAS}. */
final class KerasCodec implements Codec {
  @Override public Snapshot read(Source source, String name, LoadOptions options) {
    KerasArchive archive = KerasArchive.of(source, name, options.limits());
    Map<String, Object> config = archive.config();
    ModelReader reader = new ModelReader(name, archive.version(), config, options);
    Snapshot model = reader.compiled(options.compile() ? CompileConfig.in(config) : null);
    if (model.built() == null) return model;
    Hdf5Group root = archive.weights();
    Weights weights = WeightsByClass.find(root, model.built(), new Weights(name, Misfits.REFUSED));
    OptimizerState state = model.trains() ? WeightsByClass.wholeOptimizer(root, model).orWarn(name, Stored.AFRESH) : null;
    return model.with(weights.arrays(model.built()), state == null ? begun(model) : state);
  }

  /**
   * What Keras builds an optimizer of whose slots begin as the weights, before it reads these from the file: their first values, drawn
   * anew; null: of another optimizer. Source: Keras {@code trainers/trainer.py} compile_from_config.
   */
  private static OptimizerState begun(Snapshot model) {
    if (!model.trains() || !OptimizerState.beginsAsWeights(model.optimizer(), model.built().trained())) return null;
    return OptimizerState.first(model.optimizer(), model.built().trained(), InitialWeights.of(model.built(), model.built().trainable()));
  }

  @Override public Description inspect(Source source, String name, LoadOptions options) {
    KerasArchive archive = KerasArchive.of(source, name, options.limits());
    Map<String, Object> config = archive.config();
    Hdf5Group root = archive.weights();
    return new Inspection("keras", new ModelReader(name, archive.version(), config, options), CompileConfig.in(config), root,
        WeightsByClass.steppingOptimizer(root), model -> WeightsByClass.wholeOptimizer(root, model)).describe(archive.version());
  }

  @Override public Snapshot readWeights(Source source, String name, Snapshot model, LoadWeightsOptions options) {
    Limits limits = options.limits();
    return WeightsByClass.read(KerasArchive.of(source, name, limits).weights(), model, name, options);
  }

  @Override public Content write(Snapshot model, Dialect dialect, String name) {
    require(dialect == Dialect.KERAS_3, "%s: .keras is a format of Keras 3; save as .h5 for Keras 2", name);
    return KerasArchive.write(model, name);
  }
}
