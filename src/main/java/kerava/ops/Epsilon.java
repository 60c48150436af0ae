package kerava.ops;

/** What keeps logarithms and quotients finite. Source: Keras {@code backend/config.py} epsilon. */
public final class Epsilon {
  public static final float VALUE = 1e-7f;

  private Epsilon() {}
}
