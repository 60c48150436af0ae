package kerava.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import kerava.KeravaException;
import kerava.callbacks.BackupAndRestore;
import kerava.callbacks.CSVLogger;
import kerava.callbacks.EarlyStopping;
import kerava.callbacks.ModelCheckpoint;
import kerava.callbacks.ReduceLROnPlateau;
import kerava.callbacks.SwapEMAWeights;
import kerava.callbacks.TensorBoard;
import kerava.callbacks.TerminateOnNaN;
import kerava.training.Callback;

/** A callback that the command line knows: what must be told of it, or null, how it is made, and its settings by Keras's names. */
final class CallbackKind<C extends Callback> {
  private static final Map<String, CallbackKind<?>> KINDS = new LinkedHashMap<>();

  private final String first;
  private final Function<String, C> make;
  private final Map<String, BiConsumer<C, CallbackSetting>> settings = new TreeMap<>();

  private CallbackKind(String first, Function<String, C> make) {
    this.first = first;
    this.make = make;
  }

  private CallbackKind<C> with(String setting, BiConsumer<C, CallbackSetting> set) {
    settings.put(setting, set);
    return this;
  }

  static {
    KINDS.put("early_stopping", new CallbackKind<>(null, none -> new EarlyStopping()).with("monitor", (it, to) -> it.withMonitor(to.text()))
        .with("min_delta", (it, to) -> it.withMinDelta(to.number())).with("patience", (it, to) -> it.withPatience(to.whole()))
        .with("verbose", (it, to) -> it.withVerbose(to.whole())).with("mode", (it, to) -> it.withMode(to.direction()))
        .with("baseline", (it, to) -> it.withBaseline(to.number())).with("start_from_epoch", (it, to) -> it.withStartFromEpoch(to.whole()))
        .with("restore_best_weights", (it, to) -> it.withRestoreBestWeights(to.truth())));
    KINDS.put("reduce_lr_on_plateau", new CallbackKind<>(null, none -> new ReduceLROnPlateau())
        .with("monitor", (it, to) -> it.withMonitor(to.text())).with("factor", (it, to) -> it.withFactor(to.number()))
        .with("patience", (it, to) -> it.withPatience(to.whole())).with("verbose", (it, to) -> it.withVerbose(to.whole()))
        .with("mode", (it, to) -> it.withMode(to.direction())).with("min_delta", (it, to) -> it.withMinDelta(to.number()))
        .with("cooldown", (it, to) -> it.withCooldown(to.whole())).with("min_lr", (it, to) -> it.withMinLr(to.number())));
    KINDS.put("swap_ema_weights",
        new CallbackKind<>(null, none -> new SwapEMAWeights()).with("swap_on_epoch", (it, to) -> it.withSwapOnEpoch(to.truth())));
    KINDS.put("terminate_on_nan",
        new CallbackKind<>(null, none -> new TerminateOnNaN()).with("raise_error", (it, to) -> it.withRaiseError(to.truth())));
    KINDS.put("checkpoint", new CallbackKind<>("FILE", ModelCheckpoint::new).with("monitor", (it, to) -> it.withMonitor(to.text()))
        .with("verbose", (it, to) -> it.withVerbose(to.whole())).with("save_best_only", (it, to) -> it.withSaveBestOnly(to.truth()))
        .with("save_weights_only", (it, to) -> it.withSaveWeightsOnly(to.truth())).with("mode", (it, to) -> it.withMode(to.direction()))
        .with("save_freq", (it, to) -> it.withSaveFreq(to.whole()))
        .with("initial_value_threshold", (it, to) -> it.withInitialValueThreshold(to.number())));
    KINDS.put("csv", new CallbackKind<>("FILE", file -> new CSVLogger(Path.of(file)))
        .with("separator", (it, to) -> it.withSeparator(to.character())).with("append", (it, to) -> it.withAppend(to.truth())));
    KINDS.put("backup", new CallbackKind<>("FOLDER", folder -> new BackupAndRestore(Path.of(folder)))
        .with("save_freq", (it, to) -> it.withSaveFreq(to.whole()))
        .with("delete_checkpoint", (it, to) -> it.withDeleteCheckpoint(to.truth())));
    KINDS.put("tensorboard", new CallbackKind<>("FOLDER", folder -> new TensorBoard(Path.of(folder)))
        .with("histogram_freq", (it, to) -> it.withHistogramFreq(to.whole())).with("write_graph", (it, to) -> it.withWriteGraph(to.truth()))
        .with("update_freq", (it, to) -> it.withUpdateFreq(to.whole())));
  }

  static Map<String, CallbackKind<?>> all() { return KINDS; }

  /** What must be told first; null: settings alone. */
  String first() { return first; }

  /** One with what must be told and with {@code given}, each NAME=VALUE. */
  Callback made(String told, Iterable<String> given) {
    C callback = make.apply(told);
    for (String setting : given) {
      int at = setting.indexOf('=');
      BiConsumer<C, CallbackSetting> set = at < 0 ? null : settings.get(setting.substring(0, at));
      if (set == null)
        throw new KeravaException("a setting is written NAME=VALUE with a NAME of " + settings.keySet() + ", got '" + setting + "'");
      set.accept(callback, new CallbackSetting(setting.substring(0, at), setting.substring(at + 1)));
    }
    return callback;
  }
}
