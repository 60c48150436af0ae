package kerava.models;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.List;
import kerava.config.Limits;
import kerava.engine.InitialWeights;
import kerava.network.Built;
import kerava.network.Network;
import kerava.network.WeightArrays;
import kerava.optimizers.OptimizerState;
import kerava.saving.ArchitectureJson;
import kerava.saving.Custom;
import kerava.saving.Dialect;
import kerava.saving.LoadOptions;
import kerava.saving.LoadWeightsOptions;
import kerava.saving.ModelFile;
import kerava.saving.ModelFormat;
import kerava.saving.ModelSource;
import kerava.saving.SavedModelFolder;
import kerava.saving.Snapshot;
import kerava.tensor.NDArray;
import kerava.training.CompileSettings;
import kerava.training.KnownState;
import kerava.training.UnsupportedSetting;

/** The weights of a {@link Model}, and the files that it is kept in. */
public abstract sealed class StoredModel extends LayeredModel permits Model {
  StoredModel(Network network, Built built) { super(network, built); }

  StoredModel(Network network) { super(network); }

  abstract CompileSettings compileSettings();

  abstract List<UnsupportedSetting> leftAside();

  /** {@code slots} false: perhaps without what it keeps for weights. Null: the optimizer has not begun. */
  abstract OptimizerState optimizerState(boolean slots);

  /** The optimizer goes on from {@code state}. */
  abstract void resume(KnownState state);

  /** Refuses what is closed. */
  abstract void open();

  /** All weights, in Keras's order: copies, of each weight's type; those of 16 bits are float32 arrays of exactly their numbers. */
  public List<NDArray> getWeights() {
    open();
    built("getWeights");
    return WeightArrays.of(values());
  }

  /** Sets all weights, which are rounded to each weight's type; shapes and order as in {@link #getWeights}. */
  public void setWeights(List<NDArray> arrays) {
    open();
    WeightArrays.set(built(), WeightArrays.values("setWeights", name(), built("setWeights").variables(), arrays));
  }

  /** The architecture as Keras 3's {@code to_json}, with what the model was compiled with. */
  public String toJson() { return toJson(Dialect.KERAS_3); }

  /** As {@code to_json} of that Keras; Keras 2 leaves out what the model was compiled with. */
  public String toJson(Dialect dialect) {
    Snapshot.warnOfLoss("toJson",
        leftAside().stream().filter(setting -> dialect == Dialect.KERAS_3 || !setting.kind().compiled()).toList());
    return ArchitectureJson.write(new Snapshot(network(), built(), compileSettings(), null, optimizerState(false), leftAside()), dialect);
  }

  /** Saves all that the model is: .keras, or .h5 for Keras 3, without the optimizer's state. An old file stays whole if it fails. */
  public void save(Path file) { save(file, Dialect.KERAS_3); }

  /** Saves for {@code dialect}: Keras 2 reads .h5 alone, with the optimizer's state. */
  public void save(Path file, Dialect dialect) {
    open();
    ModelFile.write(file, snapshot(), dialect);
  }

  /** As {@link #save(OutputStream, ModelFormat, Dialect)}, for Keras 3. */
  public void save(OutputStream out, ModelFormat format) { save(out, format, Dialect.KERAS_3); }

  /** Writes all that the model is to {@code out}, which is flushed and left open; what is refused is so before the first byte. */
  public void save(OutputStream out, ModelFormat format, Dialect dialect) {
    open();
    ModelFile.write(out, snapshot(), format, dialect);
  }

  /** As {@link #toBytes(ModelFormat, Dialect)}, for Keras 3. */
  public byte[] toBytes(ModelFormat format) { return toBytes(format, Dialect.KERAS_3); }

  /** All that the model is, as the bytes of a file: for an object store, a message, a broadcast. */
  public byte[] toBytes(ModelFormat format, Dialect dialect) {
    open();
    return ModelFile.bytes(snapshot(), format, dialect);
  }

  /** Saves weights alone: .weights.h5 as Keras 3, with the optimizer's state; .h5 as Keras 2. */
  public void saveWeights(Path file) {
    open();
    built("saveWeights");
    ModelFile.writeWeights(file, snapshot());
  }

  /** As {@link #saveWeights(OutputStream, Dialect)}, for Keras 3. */
  public void saveWeights(OutputStream out) { saveWeights(out, Dialect.KERAS_3); }

  /**
   * Writes weights alone to {@code out}, which is flushed and left open: the .weights.h5 of Keras 3, with the optimizer's state, or the .h5
   * of Keras 2.
   */
  public void saveWeights(OutputStream out, Dialect dialect) {
    open();
    built("saveWeights");
    ModelFile.writeWeights(out, snapshot(), dialect);
  }

  /** As {@link #weightsToBytes(Dialect)}, for Keras 3. */
  public byte[] weightsToBytes() { return weightsToBytes(Dialect.KERAS_3); }

  /** What {@link #saveWeights(OutputStream, Dialect)} writes. */
  public byte[] weightsToBytes(Dialect dialect) {
    open();
    built("weightsToBytes");
    return ModelFile.weightBytes(snapshot(), dialect);
  }

  public void loadWeights(Path file) { loadWeights(file, new LoadWeightsOptions()); }

  /** Takes the weights of a model like this from a file of any format, and the optimizer's state if the file has one that fits. */
  public void loadWeights(Path file, LoadWeightsOptions options) { loadWeights(ModelSource.of(file), options); }

  public void loadWeights(byte[] bytes) { loadWeights(bytes, new LoadWeightsOptions()); }

  /** As {@link #loadWeights(Path, LoadWeightsOptions)}, from the bytes of a file. */
  public void loadWeights(byte[] bytes, LoadWeightsOptions options) { loadWeights(ModelSource.of(bytes), options); }

  public void loadWeights(InputStream in) { loadWeights(in, new LoadWeightsOptions()); }

  /** As {@link #loadWeights(Path, LoadWeightsOptions)}, from a stream, which is read to its end and left open. */
  public void loadWeights(InputStream in, LoadWeightsOptions options) { loadWeights(ModelSource.of(in), options); }

  private void loadWeights(ModelSource source, LoadWeightsOptions options) {
    open();
    built("loadWeights");
    List<NDArray> own = options.byName() || options.skipMismatch() ? values() : null;
    Snapshot read = ModelFile.readWeights(source, new Snapshot(network(), built(), compileSettings(), own, null), options);
    WeightArrays.set(built(), read.weights());
    if (read.optimizerState() == null) return;
    KnownState state = KnownState.of(built(), read.optimizerState());
    resume(state);
  }

  /**
   * Writes the forward pass and the weights as a SavedModel, what Keras's {@code export} writes: signatures serving_default and serve,
   * output output_0. {@code folder} must not exist yet, unless {@code options} has REPLACE_EXISTING.
   */
  public void export(Path folder, CopyOption... options) {
    open();
    built("export");
    SavedModelFolder.write(folder, snapshot(), options);
  }

  private Snapshot snapshot() {
    return new Snapshot(network(), built(), compileSettings(), built() == null ? null : values(), optimizerState(true), leftAside());
  }

  private List<NDArray> values() {
    InitialWeights.give(built());
    return built().variables().stream().map(variable -> variable.cell().values()).toList();
  }

  /**
   * The model that {@link #toJson}, or {@code to_json} of either Keras, has described; without weights, and compiled if it was compiled
   * then.
   */
  public static Model fromJson(String json) { return fromJson(json, Limits.DEFAULT); }

  /** {@code limits}: the most that the text may ask for. */
  public static Model fromJson(String json, Limits limits) { return fromJson(json, new LoadOptions().withLimits(limits)); }

  public static Model fromJson(String json, LoadOptions options) { return of(ArchitectureJson.read(json, "fromJson", options)); }

  /** The model in a .keras or .h5 file, of either Keras: architecture, compile settings, weights, optimizer's state. */
  public static Model load(Path file) { return load(file, Limits.DEFAULT); }

  /** {@code compile} false: without its compile settings, whatever they are; to predict, or to compile it anew. */
  public static Model load(Path file, boolean compile) { return of(ModelFile.read(file, compile, Limits.DEFAULT)); }

  /** {@code limits}: the most that the file may ask for. */
  public static Model load(Path file, Limits limits) { return load(file, new LoadOptions().withLimits(limits)); }

  /** {@code custom}: classes of the caller's own that the file may name. */
  public static Model load(Path file, Custom custom) { return load(file, new LoadOptions().withCustom(custom)); }

  public static Model load(Path file, LoadOptions options) { return of(ModelFile.read(file, options)); }

  /** As {@link #load(Path)}, from the bytes of a file, which are not copied. */
  public static Model load(byte[] bytes) { return load(bytes, new LoadOptions()); }

  public static Model load(byte[] bytes, LoadOptions options) { return of(ModelFile.read(ModelSource.of(bytes), options)); }

  /**
   * As {@link #load(Path)}, from a stream, such as a jar's resource: it is read to its end, or to {@link Limits#fileBytes}, and left open.
   */
  public static Model load(InputStream in) { return load(in, new LoadOptions()); }

  public static Model load(InputStream in, LoadOptions options) { return of(ModelFile.read(ModelSource.of(in), options)); }

  private static Model of(Snapshot loaded) { return loaded.network().isSequential() ? new Sequential(loaded) : new Model(loaded); }
}
