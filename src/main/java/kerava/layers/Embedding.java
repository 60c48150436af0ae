package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.List;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.initializers.RandomUniform;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * A row of a table for each number. Shapes: x (batch, ...), whole numbers in 0 .. inputDim - 1, embeddings (inputDim, outputDim), y (batch, ..., outputDim).
 * {@code maskZero}: 0 stands for no entry, and layers behind it leave such places out. Source: Keras {@code layers/core/embedding.py}.
 */
public record Embedding(int inputDim, int outputDim, Initializer embeddingsInitializer, boolean maskZero,
    LayerOptions options) implements UnaryLayer, Configured<Embedding> {

  public Embedding {
    require(inputDim >= 1, "Embedding: inputDim must be at least 1, got %d; give the largest number in the data, plus 1", inputDim);
    require(outputDim >= 1, "Embedding: outputDim must be at least 1, got %d; give the length of a row", outputDim);
    require(embeddingsInitializer != null, inJava("take new RandomUniform(), for example"), "Embedding: the initializer must not be null");
  }

  public Embedding(int inputDim, int outputDim) {
    this(inputDim, outputDim, new RandomUniform(), false, LayerOptions.of("Embedding"));
  }

  public Embedding withEmbeddingsInitializer(Initializer initializer) { return Settings.with(this, "embeddingsInitializer", initializer); }

  public Embedding withMaskZero(boolean maskZero) { return Settings.with(this, "maskZero", maskZero); }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) { return x.append(outputDim); }

  @Override public List<Weight> weights(Shape x) {
    return List.of(new Weight("embeddings", Shape.of(inputDim, outputDim), embeddingsInitializer, true).byRows());
  }

  @Override public boolean autocast() {
    return false;
  }

  @Override public Tensor call(Call c, Tensor x) {
    boolean whole = x.type() == DataType.DT_INT32 || x.type() == DataType.DT_INT64;
    Tensor places = whole ? x : x.cast(DataType.DT_INT32);
    return c.weight("embeddings").take(places).cast(dtypePolicy().computeDtype());
  }

  @Override public boolean supportsMasking() { return maskZero; }

  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    if (!maskZero) return Collections.singletonList(null);
    Tensor x = inputs.get(0);
    return List.of((x.dtype() == DType.BOOL ? x.cast(DType.INT32) : x).notEqual(0));
  }

  @Override public void check(String who, String name, Samples x) {
    float[] sample = new float[Math.toIntExact(x.sampleShape().elements())];
    long[] whole = new long[sample.length];
    for (int i = 0; i < x.count(); i++) {
      if (x.dtype().isWhole()) x.read(i, whole, 0);
      else x.read(i, sample, 0);
      for (int at = 0; at < sample.length; at++) {
        boolean fits = x.dtype().isWhole() ? whole[at] >= 0 && whole[at] < inputDim : sample[at] >= 0 && sample[at] < inputDim;
        require(fits,
            "%s: %s goes into an Embedding of %d rows, so its numbers must be in 0 .. %d, got %s at sample %d; raise inputDim or change the data",
            who, name, inputDim, inputDim - 1, x.dtype().isWhole() ? Long.toString(whole[at]) : number(sample[at]), i);
      }
    }
  }

  private static String number(float value) {
    return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE ? Integer.toString((int) value) : Float.toString(value);
  }
}
