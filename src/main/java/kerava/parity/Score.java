package kerava.parity;

/** One of the two numbers that {@code evaluate} gives. */
public enum Score {
  LOSS {
    @Override public double of(TrainedScores trained) { return trained.loss(); }

    @Override public Double of(Recorded recorded) { return recorded.loss(); }
  },
  ACCURACY {
    @Override public double of(TrainedScores trained) { return trained.accuracy(); }

    @Override public Double of(Recorded recorded) { return recorded.accuracy(); }
  };

  public abstract double of(TrainedScores trained);

  /** Null if it is not told. */
  public abstract Double of(Recorded recorded);

  /** As in Keras's logs. */
  @Override public String toString() { return name().toLowerCase(java.util.Locale.ROOT); }
}
