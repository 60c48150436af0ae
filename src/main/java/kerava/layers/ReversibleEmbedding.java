package kerava.layers;

import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.initializers.RandomUniform;
import kerava.ops.NumPy;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Embedding} that also leads back, {@link #reverse}: from (batch, ..., outputDim) to a number for each row of the table, (batch,
 * ..., inputDim), by products with the rows, or, without {@code tieWeights}, with a weight of its own, reverse_embeddings (outputDim,
 * inputDim). Source: Press and Wolf, "Using the output embedding to improve language models", 2017; Keras
 * {@code layers/core/reversible_embedding.py}.
 *
 * @param reverseDtype in which the way back computes, by Keras's name; it must be that of the layer. Null: that of the layer
 * @param logitSoftCap what leads back stays within +- this, {@code cap tanh(y / cap)}; null: it does not
 */
public record ReversibleEmbedding(int inputDim, int outputDim, boolean tieWeights, Initializer embeddingsInitializer,
    @Nullable Regularizer embeddingsRegularizer, @Nullable Constraint embeddingsConstraint, boolean maskZero, @Nullable String reverseDtype,
    @Nullable Double logitSoftCap, LayerOptions options) implements EmbeddingTable<ReversibleEmbedding>, Configured<ReversibleEmbedding> {
  private static final String BACK = "reverse_embeddings";

  public ReversibleEmbedding {
    EmbeddingTable.check("ReversibleEmbedding", inputDim, outputDim, embeddingsInitializer);
    require(logitSoftCap == null || logitSoftCap > 0, "ReversibleEmbedding: logitSoftCap must be more than 0, or null for none, got %s",
        logitSoftCap);
    DTypePolicy policy = options == null ? DTypePolicy.FLOAT32 : options.dtype();
    require(policy.computeDtype() == policy.variableDtype(),
        "ReversibleEmbedding: mixed types are not supported, got %s; take float32 or another type for all", policy);
    require(reverseDtype == null || Objects.equals(reverseDtype, policy.computeDtype().toString()),
        "ReversibleEmbedding: reverseDtype must be that of the layer, %s, got %s; leave it out", policy.computeDtype(), reverseDtype);
  }

  public ReversibleEmbedding(int inputDim, int outputDim) {
    this(inputDim, outputDim, true, new RandomUniform(), null, null, false, null, null, LayerOptions.of("ReversibleEmbedding"));
  }

  public ReversibleEmbedding withTieWeights(boolean tieWeights) { return Settings.with(this, "tieWeights", tieWeights); }

  public ReversibleEmbedding withReverseDtype(String reverseDtype) { return Settings.with(this, "reverseDtype", reverseDtype); }

  public ReversibleEmbedding withLogitSoftCap(Double logitSoftCap) { return Settings.with(this, "logitSoftCap", logitSoftCap); }

  /** A number for each row of the table: (batch, ..., inputDim) of x, (batch, ..., outputDim). Keras's {@code layer(x, reverse=True)}. */
  public KerasTensor reverse(KerasTensor x) { return apply(x, x); }

  @Override public List<KerasTensor> applyAll(List<KerasTensor> inputs) {
    require(inputs.size() < 2 || inputs.size() == 2 && inputs.get(0) == inputs.get(1),
        "ReversibleEmbedding: takes one input, got %d; join them first, as Concatenate does", inputs.size());
    return EmbeddingTable.super.applyAll(inputs);
  }

  @Override public CallForm callForm() { return CallForm.REVERSIBLE; }

  /** The way back has its input twice. */
  private static boolean isBack(List<?> inputs) { return inputs.size() == 2; }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    Shape x = inputs.get(0);
    require(inputs.size() == 1 || isBack(inputs), "ReversibleEmbedding: takes one input, got %d of shapes %s", inputs.size(), inputs);
    require(!isBack(inputs) || Shape.alike(x.last(), outputDim),
        "ReversibleEmbedding: the way back takes (batch, ..., %d), got %s; give it rows of outputDim numbers", outputDim, x);
    return List.of(isBack(inputs) ? x.withLast(inputDim) : x.append(outputDim));
  }

  @Override public List<Weight> weights(List<Shape> inputs) {
    Weight table = table();
    return tieWeights ? List.of(table) : List.of(table, new Weight(BACK, Shape.of(outputDim, inputDim), embeddingsInitializer, true));
  }

  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    return isBack(inputs) ? Collections.singletonList(null) : EmbeddingTable.super.masks(inputs, masks);
  }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    if (!isBack(inputs)) return List.of(rows(c, x));
    Tensor y = x.matmul(tieWeights ? c.weight("embeddings").transpose(1, 0) : c.weight(BACK));
    return List.of(logitSoftCap == null ? y : NumPy.multiply(NumPy.divide(y, logitSoftCap).tanh(), logitSoftCap));
  }
}
