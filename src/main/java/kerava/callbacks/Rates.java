package kerava.callbacks;

/** What callbacks say of learning rates. */
final class Rates {
  /** The name of the only one in logs; those of several have a name of their optimizer behind it. */
  static final String RATE = "learning_rate";

  private Rates() {}

  /** The optimizer whose rate is called {@code name} in logs, after a blank; nothing of the only one. */
  static String told(String name) { return name.equals(RATE) ? "" : " " + name.substring(RATE.length() + 1); }
}
