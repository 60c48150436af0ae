package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * Rows of length {@code numTokens} of whole numbers in 0 .. numTokens - 1, floating ones cut. Larger ones leave nothing in a row, as in
 * Keras. Shapes: x (batch, ...); y as {@link OutputMode} says, of the layer's type. Source: Keras
 * {@code layers/preprocessing/category_encoding.py}.
 */
public record CategoryEncoding(int numTokens, OutputMode outputMode,
    LayerOptions options) implements UnaryLayer, Configured<CategoryEncoding> {
  public CategoryEncoding {
    require(numTokens >= 1, "CategoryEncoding: numTokens must be at least 1, got %d; give the largest number in the data, plus 1",
        numTokens);
    require(outputMode != OutputMode.INT && outputMode != OutputMode.TF_IDF,
        "CategoryEncoding: outputMode must be ONE_HOT, MULTI_HOT or COUNT, got %s; take one of them", outputMode);
  }

  public CategoryEncoding(int numTokens) { this(numTokens, OutputMode.MULTI_HOT, LayerOptions.of("CategoryEncoding")); }

  public CategoryEncoding withOutputMode(OutputMode outputMode) { return Settings.with(this, "outputMode", outputMode); }

  private Encoder encoder() { return new Encoder("CategoryEncoding", outputMode, numTokens); }

  @Override public boolean autocast() { return false; }

  @Override public Shape outputShape(Shape x) { return encoder().shape(x); }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().variableDtype(); }

  @Override public Tensor call(Call c, Tensor x) { return encoder().encode(x, dtypePolicy().variableDtype(), null); }

  /** Keras counts no negative numbers. */
  @Override public void check(String who, String name, Samples x) {
    if (outputMode == OutputMode.ONE_HOT) return;
    float[] sample = new float[Math.toIntExact(x.sampleShape().elements())];
    for (int i = 0; i < x.count(); i++) {
      x.read(i, sample, 0);
      for (int at = 0; at < sample.length; at++)
        require(sample[at] > -1,
            "%s: %s goes into a CategoryEncoding, so its numbers must be in 0 .. %d, got %s at sample %d, place %d; change the data", who,
            name,
            numTokens - 1, sample[at], i, at);
    }
  }
}
