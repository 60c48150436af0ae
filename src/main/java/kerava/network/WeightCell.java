package kerava.network;

import kerava.tensor.NDArray;

/**
 * The values of one weight of a layer, which all models that use the layer share. They lie here, or in the running model that has changed
 * them last. Identity tells one from another.
 */
public final class WeightCell {
  private NDArray values;
  private WeightHolder holder;
  private long version;
  private boolean shared, accepted;

  /** The values, taken back from where they lie; null: there are none yet. Kept, not copied. */
  public NDArray values() {
    if (holder != null) holder.release();
    return values;
  }

  public void set(NDArray newValues) {
    values = newValues;
    holder = null;
    version++;
  }

  /** Counts the changes of the values. */
  public long version() { return version; }

  /** Whether the values lie in {@code by} alone. */
  public boolean isHeldBy(WeightHolder by) { return holder == by; }

  /** Somebody uses it, so that it keeps its shape. */
  void accept() { accepted = true; }

  boolean isAccepted() { return accepted; }

  /** Several models use it. */
  void share() { shared = true; }

  /** {@code by} has the same values, which it does not change: they lie there alone from now on, unless others want them too. */
  public void lendTo(WeightHolder by) { if (!shared) hold(by, false); }

  /** {@code by} has changed the values, which lie there from now on. */
  public void changedBy(WeightHolder by) { hold(by, true); }

  private void hold(WeightHolder by, boolean changed) {
    holder = by;
    values = null;
    if (changed) version++;
  }

  /** The values, as {@link WeightHolder#release} gives them back. */
  public void release(NDArray held) {
    values = held;
    holder = null;
  }
}
