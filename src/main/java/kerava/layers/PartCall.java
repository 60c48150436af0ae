package kerava.layers;

import kerava.ops.Tensor;

/** What a layer inside {@link Nested} gets: what the chain itself gets, under the layer's name. */
final class PartCall implements Call {
  private final Call whole;
  private final Nested.Part part;
  private int seeds;

  PartCall(Call whole, Nested.Part part) {
    this.whole = whole;
    this.part = part;
  }

  @Override public Tensor weight(String name) { return whole.weight(part.name() + "/" + name); }

  @Override public boolean training() { return whole.training(); }

  @Override public boolean trainable() { return whole.trainable() && part.trainable(); }

  @Override public Tensor nextSeed() {
    seeds++;
    return whole.nextSeed();
  }

  /** A layer that has not asked for all of its seeds leaves the next one its own. */
  void leaveSeeds() { while (training() && seeds < part.layer().generators().size()) nextSeed(); }

  @Override public void update(String name, Tensor value) { whole.update(part.name() + "/" + name, value); }
}
