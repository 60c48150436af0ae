package kerava.notebooks;

import java.util.Locale;
import kerava.random.Rules;

/** How notebooks train. */
public enum Mode {
  EXACT(Rules.KERAS_3, "the bits of Python Keras 3"),
  KERAS2(Rules.KERAS_2, "those of tf_keras 2.18 with its legacy optimizers"),
  FAST(Rules.KERAS_3, "compiled by XLA on a GPU, with other last bits");

  private final Rules rules;
  private final String told;

  Mode(Rules rules, String told) {
    this.rules = rules;
    this.told = told;
  }

  public static Mode of(Rules rules) { return rules == Rules.KERAS_2 ? KERAS2 : EXACT; }

  public Rules rules() { return rules; }

  /** Its word on the command line. */
  public String word() { return name().toLowerCase(Locale.ROOT); }

  /** What it is. */
  public String told() { return word() + ": " + told; }
}
