package kerava.parity;

/** What was otherwise when the originals ran, as far as it is known and may move a score. Sources: Keras 2.6 and Keras 3. */
public enum Difference {
  KERNELS("kernels", "the originals ran on a TensorFlow 2.x of 2020-21, whose kernels round otherwise"),

  RELEASE("release",
      "they were trained with the Keras and TensorFlow of their day, whose kernels round otherwise, and with an unknown seed"),

  /** Keras 2 {@code engine/data_adapter.py} keeps one iterator, Keras 3 {@code trainers/epoch_iterator.py} begins a new one each epoch. */
  ORDER("order of the samples", """
      tf.keras 2 drew a new order of the samples for each epoch; Keras 3 with a seed, and so Kerava, takes one order for all epochs. \
      This matters: from the same weights, seeds 1 to 10, the mean loss of dnn-he is 0.0694 (0.0613 .. 0.0783) with new orders \
      and 0.0835 (0.0656 .. 0.1010) with one (`OrderOfSamplesTest`)"""),

  /** Keras 2 {@code optimizer_v2/adam.py}: ResourceApplyAdam. */
  ADAM("Adam's rounding", "tf.keras 2 ran Adam in one fused kernel: the same formula, rounded otherwise"),

  /** Keras 2 {@code optimizer_v2/rmsprop.py}. */
  EPSILON("RMSprop's epsilon",
      """
          tf.keras 2 divided by `sqrt(v) + epsilon`, Keras 3, and so Kerava, divides by `sqrt(v + epsilon)`: the same 1e-7 then weighs as 3e-4, \
          and weights with small gradients move less""");

  private final String name, text;

  Difference(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Whether the rules of Keras 2 have it as it was then. */
  public boolean isOfRules() { return this != KERNELS && this != RELEASE; }

  /** In a sentence. */
  public String text() { return text; }

  /** In a few words. */
  @Override public String toString() { return name; }
}
