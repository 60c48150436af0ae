package kerava.layers;

import kerava.ops.NameScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a layer inside {@link Nested} gets: what the chain itself gets, under the layer's name. */
final class PartCall implements Call {
  private final Call whole;
  private final Nested.Part part;
  private final Ops scope;
  private int seeds;

  PartCall(Call whole, Nested.Part part) {
    this.whole = whole;
    this.part = part;
    scope = NameScope.of(whole.tf(), part.name());
  }

  @Override public Ops tf() { return scope; }

  @Override public Operand<TFloat32> weight(String name) { return whole.weight(part.name() + "/" + name); }

  @Override public boolean training() { return whole.training(); }

  @Override public boolean trainable() { return whole.trainable() && part.trainable(); }

  @Override public int batchSize() { return whole.batchSize(); }

  @Override public Operand<TInt32> nextSeed() {
    seeds++;
    return whole.nextSeed();
  }

  /** A layer that has not asked for all of its seeds leaves the next one its own. */
  void leaveSeeds() { while (training() && seeds < part.layer().generators().size()) nextSeed(); }

  @Override public void update(String name, Operand<TFloat32> value) { whole.update(part.name() + "/" + name, value); }
}
