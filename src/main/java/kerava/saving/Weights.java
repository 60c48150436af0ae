package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.FormatException;
import kerava.config.Warnings;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.saving.hdf5.Hdf5Dataset;
import kerava.tensor.Shape;

/** Where a model's weights lie in a file. All of them are found and fit before the numbers of one are read. */
final class Weights {
  private static final int TOLD = 10;

  private final String file;
  private final Map<Variable, Hdf5Dataset> datasets = new LinkedHashMap<>();

  Weights(String file) { this.file = file; }

  /** Takes a layer's weights, which must be as many as {@code layer} needs and in its order. */
  void add(String layer, List<Variable> variables, List<Hdf5Dataset> found) {
    refuseUnless(found.size() == variables.size(), "%s: layer '%s' must have %d weights %s, got %d %s; is it the file of another model?",
        file,
        layer, variables.size(), variables.stream().map(Variable::path).toList(), found.size(),
        Problems.told(found.stream().map(Hdf5Dataset::path).toList()));
    for (int i = 0; i < variables.size(); i++) {
      check(found.get(i), variables.get(i).shape(), variables.get(i).path());
      datasets.put(variables.get(i), found.get(i));
    }
  }

  /** The numbers, for each of {@link Built#variables}; warns if there are some that are none. */
  List<float[]> floats(Built model) {
    List<float[]> weights = new ArrayList<>();
    Map<String, String> nan = new LinkedHashMap<>();
    for (Variable variable : model.variables()) {
      float[] values = datasets.get(variable).floats();
      weights.add(values);
      int count = 0;
      for (float value : values) if (Float.isNaN(value)) count++;
      if (count > 0) nan.put(variable.path(), count + " of " + values.length);
    }
    if (!nan.isEmpty()) warn(nan);
    return weights;
  }

  private void warn(Map<String, String> nan) {
    String told =
        nan.entrySet().stream().limit(TOLD).map(each -> each.getKey() + " (" + each.getValue() + ")").collect(Collectors.joining(", "));
    Warnings.warn("%s: NaN in weights: %s%s; what the model predicts from them is NaN", file, FormatException.printable(told),
        nan.size() > TOLD ? " and " + (nan.size() - TOLD) + " more" : "");
  }

  /** Refuses what cannot be the numbers of {@code what}; any kind of number becomes float32, as Keras casts it. */
  static void check(Hdf5Dataset dataset, Shape shape, String what) {
    try {
      dataset.type();
    } catch (FormatException e) {
      throw new FormatException(e.plain() + " (the model needs it for " + what + ")", e);
    }
    refuseUnless(dataset.shape().equals(shape), "%s: must have shape %s of the model's %s, got %s; is it the file of another model?",
        dataset.where(), shape, what, dataset.shape());
  }

  static Hdf5Dataset scalar(Hdf5Dataset dataset, String file) {
    refuseUnless(dataset.shape().rank() == 0,
        "%s: the optimizer's iterations and learning rate must be scalars, got shape %s; save it again",
        file, dataset.shape());
    return dataset;
  }
}
