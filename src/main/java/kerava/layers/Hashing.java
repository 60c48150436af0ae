package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Lookups;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A place in 0 .. numBins - 1 for each string or whole number, by its hash: FarmHash64, with a {@code salt} SipHash64; numbers by their
 * decimal digits, floating ones cut. With a {@code maskValue} that gets 0, and the others 1 .. numBins - 1. Shapes: x (batch, ...); y as
 * {@link OutputMode} says, of INT int64, else of the layer's type. Source: Keras {@code layers/preprocessing/hashing.py}.
 */
public record Hashing(int numBins, @Nullable Token maskValue, @Nullable Salt salt, OutputMode outputMode,
    LayerOptions options) implements UnaryLayer, Configured<Hashing> {
  public Hashing {
    require(numBins >= 1, "Hashing: numBins must be at least 1, got %d; give the number of places", numBins);
    require(outputMode != OutputMode.TF_IDF, "Hashing: outputMode must be INT, ONE_HOT, MULTI_HOT or COUNT, got TF_IDF; take COUNT");
  }

  public Hashing(int numBins) { this(numBins, null, null, OutputMode.INT, LayerOptions.of("Hashing")); }

  public Hashing withMaskValue(String maskValue) { return Settings.with(this, "maskValue", new Token(maskValue)); }

  public Hashing withMaskValue(long maskValue) { return Settings.with(this, "maskValue", new Token(maskValue)); }

  public Hashing withSalt(Salt salt) { return Settings.with(this, "salt", salt); }

  public Hashing withOutputMode(OutputMode outputMode) { return Settings.with(this, "outputMode", outputMode); }

  private Encoder encoder() { return new Encoder("Hashing", outputMode, numBins); }

  @Override public boolean takesStrings() { return true; }

  @Override public boolean autocast() { return false; }

  /** Keras says of ONE_HOT another shape than it makes, unless the last axis is 1. */
  @Override public Shape outputShape(Shape x) {
    require(outputMode != OutputMode.ONE_HOT || x.rank() > 1 && x.last() == 1,
        "Hashing: ONE_HOT takes samples whose last axis is 1, got inputs of shape %s; reshape them, or put a CategoryEncoding behind INT",
        x);
    return encoder().shape(x);
  }

  @Override public DType outputType(List<DType> inputs) {
    require(maskValue == null || maskValue.value() instanceof String == inputs.get(0).isText(),
        "Hashing: maskValue must be of the type of the input, %s, got '%s'; give one that is, or leave it out", inputs.get(0), maskValue);
    return outputMode == OutputMode.INT ? DType.INT64 : dtypePolicy().variableDtype();
  }

  @Override public Tensor call(Call c, Tensor x) {
    boolean masked = maskValue != null && numBins > 1;
    Tensor mask = masked ? x.equalTo(maskValue.value()) : null;
    Tensor strings = x.dtype().isText() ? x : Lookups.asString(x.dtype().isFloating() ? x.as(DType.INT64) : x);
    Tensor places = Lookups.bucket(strings, masked ? numBins - 1 : numBins, salt == null ? null : salt.key());
    if (masked) places = mask.where(0L, places.plus(places.constant(1L)));
    return encoder().encode(places, outputMode == OutputMode.INT ? DType.INT64 : dtypePolicy().variableDtype(), null);
  }
}
