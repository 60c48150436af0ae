package kerava.random;

/**
 * The construction of something that Keras names by a count, {@code dense_1}: names are counted in the order of construction, and what gets
 * a name of the user's is not counted. Source: Keras {@code utils/naming.py} auto_name.
 */
public final class Birth {
  private final Session session;
  private final String word;
  private String name;
  private Object claimant;

  Birth(Session session, String word) {
    this.session = session;
    this.word = word;
  }

  /** This for the first {@code by} that asks, a new one for each other: copies of one thing have names of their own. */
  public Birth claimed(Object by) {
    synchronized (this) {
      if (claimant == null) claimant = by;
      if (claimant == by) return this;
    }
    return session.born(word);
  }

  String word() { return word; }

  /** It has a name of the user's. */
  public void leaveOut() { session.leaveOut(this); }

  /** The name by count: {@code dense}, {@code dense_1}, ... */
  public String name() { return session.name(this); }

  String named() { return name; }

  /** Takes its number. */
  void take(int count) { name = count == 1 ? word : word + "_" + (count - 1); }
}
