package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;
import kerava.random.Rules;
import org.jspecify.annotations.Nullable;

/** What a layer gets when it writes itself into a graph. */
public interface Call {
  /** The layer's weight of that name, as {@link Layer#weights} declared it. */
  Tensor weight(String name);

  /** Whether the pass trains: dropout drops, statistics are those of the batch. */
  boolean training();

  /** Those by which the model trains. */
  default Rules rules() { return Rules.KERAS_3; }

  /** Whether training may change the layer. */
  boolean trainable();

  /** The next seed [a, k] of the layer's generator, for the stateless random ops; k counts what it has drawn in the model's life. */
  Tensor nextSeed();

  /** Sets the weight {@code name} to {@code value}: who reads it from here on gets that, and a trained one is trained from there on. */
  void update(String name, Tensor value);

  /** What the layer's last run has kept, as {@link Layer#statesKept} says; null: nothing is kept here, and states begin with zeros. */
  default @Nullable List<Tensor> keptStates() { return null; }

  /** Keeps states for the layer's next run. */
  default void keepStates(List<Tensor> states) {}

  /** Adds {@code term}, a scalar, to the loss. */
  void addLoss(Tensor term);

  /** The layer's name. */
  String name();

  /** What {@code part}, one of the layer's {@link Layer#parts}, gets when the layer runs it itself, in its own scope. */
  Call of(Layer part);

  /** The outputs of {@code part}, one of the layer's {@link Layer#parts}, for {@code inputs}. */
  List<Tensor> part(Layer part, List<Tensor> inputs);
}
