package kerava.layers;

import java.util.List;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.initializers.RandomUniform;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table for each number. Shapes: x (batch, ...), whole numbers in 0 .. inputDim - 1, embeddings (inputDim, outputDim), y (batch,
 * ..., outputDim). {@code maskZero}: 0 stands for no entry, and layers behind it leave such places out. Source: Keras
 * {@code layers/core/embedding.py}.
 */
public record Embedding(int inputDim, int outputDim, Initializer embeddingsInitializer, @Nullable Regularizer embeddingsRegularizer,
    @Nullable Constraint embeddingsConstraint, boolean maskZero,
    LayerOptions options) implements UnaryLayer, EmbeddingTable<Embedding>, Configured<Embedding> {
  public Embedding {
    EmbeddingTable.check("Embedding", inputDim, outputDim, embeddingsInitializer);
  }

  public Embedding(int inputDim, int outputDim) {
    this(inputDim, outputDim, new RandomUniform(), null, null, false, LayerOptions.of("Embedding"));
  }

  @Override public Shape outputShape(Shape x) { return x.append(outputDim); }

  @Override public List<Weight> weights(Shape x) { return List.of(table()); }

  @Override public Tensor call(Call c, Tensor x) { return rows(c, x); }
}
