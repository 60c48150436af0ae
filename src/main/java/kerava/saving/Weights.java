package kerava.saving;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Warnings;
import kerava.hdf5.Hdf5Dataset;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.network.WeightCell;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Where a model's weights lie in a file. All of them are found and fit before the numbers of one are read. */
final class Weights {
  private static final int TOLD = 10;

  /** What becomes of weights that do not fit the model. */
  enum Misfits {
    /** They are refused. */
    REFUSED,
    /** A weight of another shape is skipped. */
    SKIPPED_ONE_BY_ONE,
    /** A weight of another shape is skipped, and a layer with another number of them. */
    SKIPPED,
    /** The same, and with a weight all behind it in its layer: Keras goes on with the next layer. */
    SKIPPED_WITH_THE_REST
  }

  private final String file;
  private final Misfits misfits;
  private final Map<WeightCell, Hdf5Dataset> datasets = new IdentityHashMap<>();
  private final List<String> skipped = new ArrayList<>();

  Weights(String file, Misfits misfits) {
    this.file = file;
    this.misfits = misfits;
  }

  /** A weight with its values as it is written; refuses bfloat16. */
  static Hdf5Dataset dataset(Variable variable, NDArray values) {
    require(variable.dtype() != DType.BFLOAT16,
        inJava("setWeights(model.getWeights()) of a model whose layers have withDtype(\"mixed_bfloat16\"), and save that"),
        "weight %s is of bfloat16, which is not written to files yet; give the layers the policy mixed_bfloat16, whose weights are float32",
        variable.path());
    return Hdf5Dataset.of(variable.shape(), values, variable.dtype());
  }

  String file() { return file; }

  /** Whether a layer's weights may be missing. */
  boolean skipsLayers() { return misfits == Misfits.SKIPPED || misfits == Misfits.SKIPPED_WITH_THE_REST; }

  /** Takes a layer's weights, which must be as many as {@code layer} needs and in its order, or are skipped. */
  void add(String layer, List<Variable> variables, List<Hdf5Dataset> found) {
    if (found.size() != variables.size()) {
      skip(skipsLayers(), "%s: layer '%s' must have %d weights %s, got %d %s; is it the file of another model?", file, layer,
          variables.size(), variables.stream().map(Variable::path).toList(), found.size(),
          Problems.told(found.stream().map(Hdf5Dataset::path).toList()));
      return;
    }
    List<Hdf5Dataset> current = CuDnn.current(variables, found);
    for (int i = 0; i < variables.size(); i++) {
      if (fits(current.get(i), variables.get(i))) datasets.put(variables.get(i).cell(), current.get(i));
      else if (misfits == Misfits.SKIPPED_WITH_THE_REST) return;
    }
  }

  private boolean fits(Hdf5Dataset dataset, Variable variable) {
    requireNumbers(dataset, variable.path());
    Shape shape = variable.shape();
    if (dataset.shape().equals(shape)) return true;
    skip(misfits != Misfits.REFUSED, "%s: must have shape %s of the model's %s, got %s; is it the file of another model?", dataset.where(),
        shape, variable.path(), dataset.shape());
    return false;
  }

  /** Notes what is skipped, or refuses it. */
  void skip(boolean may, String rule, Object... args) {
    refuseUnless(may, rule, args);
    String text = String.format(rule, args);
    skipped.add(text.substring(text.startsWith(file) ? file.length() + 2 : 0).replaceFirst("; is it the file of another model\\?$", ""));
  }

  /** The numbers, for each of {@link Built#variables}; warns if there are some that are none. */
  List<NDArray> arrays(Built model) { return arrays(model, null); }

  /** The same, with those of {@code before} for what the file does not have or does not fit; warns of the latter. */
  List<NDArray> arrays(Built model, List<NDArray> before) {
    List<NDArray> weights = new ArrayList<>();
    Map<String, String> nan = new LinkedHashMap<>();
    for (Variable variable : model.variables()) {
      Hdf5Dataset dataset = datasets.get(variable.cell());
      NDArray values = dataset == null ? before.get(weights.size()) : dataset.array(variable.dtype());
      weights.add(values);
      int count = 0;
      for (float value : values.values()) if (Float.isNaN(value)) count++;
      if (count > 0) nan.put(variable.path(), count + " of " + variable.size());
    }
    if (!nan.isEmpty()) warn(nan);
    if (!skipped.isEmpty())
      Warnings.warn("%s: weights are skipped, and stay as they are: %s%s", file,
          KeravaException.printable(skipped.stream().limit(TOLD).collect(Collectors.joining("; "))), more(skipped.size()));
    return weights;
  }

  /** Whether there is anything in the file for the model. */
  boolean isEmpty() { return datasets.isEmpty() && skipped.isEmpty(); }

  private void warn(Map<String, String> nan) {
    String told =
        nan.entrySet().stream().limit(TOLD).map(each -> each.getKey() + " (" + each.getValue() + ")").collect(Collectors.joining(", "));
    Warnings.warn("%s: NaN in weights: %s%s; what the model predicts from them is NaN", file, KeravaException.printable(told),
        more(nan.size()));
  }

  private static String more(int count) { return count > TOLD ? " and " + (count - TOLD) + " more" : ""; }

  /** Refuses what cannot be the numbers of {@code what}; any kind of number becomes of the weight's type, as Keras casts it. */
  private static void requireNumbers(Hdf5Dataset dataset, String what) {
    try {
      dataset.type();
    } catch (FormatException e) {
      throw new FormatException(e.plain() + " (the model needs it for " + what + ")", e);
    }
  }
}
