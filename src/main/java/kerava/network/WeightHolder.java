package kerava.network;

/** Where weights' values lie while a model runs. */
public interface WeightHolder {
  /** Gives all values that lie here back to their {@link WeightCell}s. */
  void release();
}
