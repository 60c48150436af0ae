package kerava.parity;

/** What was otherwise when the originals ran, as far as it is known and may move a score. */
public enum Difference {
  KERNELS("kernels", "the originals ran on a TensorFlow 2.x of 2020-21, whose kernels round otherwise"), ORDER("order of the samples",
      "tf.keras 2 drew a new order of the samples for each epoch; Keras 3 with a seed, and so Kerava, takes one order for all epochs"), ADAM(
          "Adam's rounding", "tf.keras 2 ran Adam in one fused kernel: the same formula, rounded otherwise"), EPSILON("RMSprop's epsilon",
              "tf.keras 2 divided by `sqrt(v) + epsilon`, Keras 3, and so Kerava, by `sqrt(v + epsilon)`: the same 1e-7 then "
                  + "weighs as 3e-4, and weights with small gradients move less");

  private final String name, text;

  Difference(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** In a sentence. */
  public String text() { return text; }

  /** In a few words. */
  @Override public String toString() { return name; }
}
