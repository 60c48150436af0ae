package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.List;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * A layer with a table of {@code inputDim} rows, of which each number takes one. Source: Keras {@code layers/core/embedding.py}.
 *
 * @param <L> the class of the record that has its settings
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface EmbeddingTable<L> extends Layer {
  int inputDim();

  int outputDim();

  Initializer embeddingsInitializer();

  Regularizer embeddingsRegularizer();

  Constraint embeddingsConstraint();

  boolean maskZero();

  default L withEmbeddingsInitializer(Initializer initializer) {
    return (L) Settings.with((Record) this, "embeddingsInitializer", initializer);
  }

  /** What the table adds to the loss; null: nothing. */
  default L withEmbeddingsRegularizer(Regularizer regularizer) {
    return (L) Settings.with((Record) this, "embeddingsRegularizer", regularizer);
  }

  /** The rule that the table keeps after each step of training; null: none. */
  default L withEmbeddingsConstraint(Constraint constraint) {
    return (L) Settings.with((Record) this, "embeddingsConstraint", constraint);
  }

  /** Whether 0 stands for no entry, and layers behind it leave such places out. */
  default L withMaskZero(boolean maskZero) { return (L) Settings.with((Record) this, "maskZero", maskZero); }

  /** Refuses settings that no such layer can have. */
  static void check(String who, int inputDim, int outputDim, Initializer initializer) {
    require(inputDim >= 1, "%s: inputDim must be at least 1, got %d; give the largest number in the data, plus 1", who, inputDim);
    require(outputDim >= 1, "%s: outputDim must be at least 1, got %d; give the length of a row", who, outputDim);
    require(initializer != null, inJava("take new RandomUniform(), for example"), "%s: the initializer must not be null", who);
  }

  @Override default DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override default boolean autocast() {
    return false;
  }

  default Weight table() {
    return new Weight("embeddings", Shape.of(inputDim(), outputDim()), embeddingsInitializer(), true)
        .with(embeddingsRegularizer(), embeddingsConstraint()).byRows();
  }

  /** The row of each number in x. */
  default Tensor rows(Call c, Tensor x) {
    boolean whole = x.type() == DataType.DT_INT32 || x.type() == DataType.DT_INT64;
    Tensor places = whole ? x : x.cast(DataType.DT_INT32);
    return c.weight("embeddings").take(places).cast(dtypePolicy().computeDtype());
  }

  @Override default boolean supportsMasking() { return maskZero(); }

  @Override default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    if (!maskZero()) return Collections.singletonList(null);
    Tensor x = inputs.get(0);
    return List.of((x.dtype() == DType.BOOL ? x.cast(DType.INT32) : x).notEqual(0));
  }

  @Override default void check(String who, String name, Samples x) {
    float[] sample = new float[Math.toIntExact(x.sampleShape().elements())];
    long[] whole = new long[sample.length];
    for (int i = 0; i < x.count(); i++) {
      if (x.dtype().isWhole()) x.read(i, whole, 0);
      else x.read(i, sample, 0);
      for (int at = 0; at < sample.length; at++) {
        boolean fits = x.dtype().isWhole() ? whole[at] >= 0 && whole[at] < inputDim() : sample[at] >= 0 && sample[at] < inputDim();
        require(fits,
            "%s: %s goes into an %s of %d rows, so its numbers must be in 0 .. %d, got %s at sample %d, %s; raise inputDim or change the data",
            who, name, className(), inputDim(), inputDim() - 1, x.dtype().isWhole() ? Long.toString(whole[at]) : number(sample[at]), i,
            x.sampleShape().place(at));
      }
    }
  }

  private static String number(float value) {
    return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE ? Integer.toString((int) value) : Float.toString(value);
  }
}
