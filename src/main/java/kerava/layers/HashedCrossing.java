package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Lookups;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * A place in 0 .. numBins - 1 for each pair of a sample's two tokens, strings or whole numbers, by their hash. Shapes: each of two x
 * (batch, 1); y (batch, 1), int64, or ONE_HOT (batch, numBins), of the layer's type. Source: Keras
 * {@code layers/preprocessing/hashed_crossing.py}.
 */
public record HashedCrossing(int numBins, OutputMode outputMode, LayerOptions options) implements Configured<HashedCrossing> {
  public HashedCrossing {
    LayerOptions.refuseActivityRegularizer("HashedCrossing", options, "put an ActivityRegularization behind it");
    require(numBins >= 1, "HashedCrossing: numBins must be at least 1, got %d; give the number of places", numBins);
    require(outputMode == OutputMode.INT || outputMode == OutputMode.ONE_HOT,
        "HashedCrossing: outputMode must be INT or ONE_HOT, got %s; take INT",
        outputMode);
  }

  public HashedCrossing(int numBins) { this(numBins, OutputMode.INT, LayerOptions.of("HashedCrossing")); }

  public HashedCrossing withOutputMode(OutputMode outputMode) { return Settings.with(this, "outputMode", outputMode); }

  @Override public boolean tellsTrainable() { return false; }

  @Override public boolean takesStrings() { return true; }

  @Override public boolean autocast() { return false; }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 2, "HashedCrossing: takes two inputs, got %d of shapes %s; give two", inputs.size(), inputs);
    for (Shape x : inputs)
      require(x.rank() == 2 && x.last() == 1, "HashedCrossing: takes samples of shape (1,), got inputs of shapes %s; reshape them", inputs);
    return List.of(new Encoder("HashedCrossing", outputMode, numBins).shape(inputs.get(0)));
  }

  @Override public DType outputType(List<DType> inputs) {
    require(inputs.stream().noneMatch(DType::isFloating),
        "HashedCrossing: takes strings and whole numbers, got %s; let the model's Inputs be of them",
        inputs);
    return outputMode == OutputMode.INT ? DType.INT64 : dtypePolicy().computeDtype();
  }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor places = Lookups.crossed(inputs.stream().map(x -> x.dtype().isText() ? x : x.as(DType.INT64)).toList(), numBins);
    return List.of(new Encoder("HashedCrossing", outputMode, numBins).encode(places, outputMode == OutputMode.INT
        ? DType.INT64
        : dtypePolicy().computeDtype(), null));
  }
}
