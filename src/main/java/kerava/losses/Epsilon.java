package kerava.losses;

/** What keeps logarithms and quotients finite. Source: Keras {@code backend/config.py} epsilon. */
final class Epsilon {
  static final float VALUE = 1e-7f;

  private Epsilon() {}
}
