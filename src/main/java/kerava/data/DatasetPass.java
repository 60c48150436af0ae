package kerava.data;

/** One pass over a dataset that is going on. Owns what it has opened. */
interface DatasetPass extends AutoCloseable {
  /** The next element; null: there is none. */
  Element next();

  /** Closes what it has opened; closing twice is fine. */
  @Override default void close() {}
}
