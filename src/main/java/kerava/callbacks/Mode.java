package kerava.callbacks;

/** Which way a monitored number is better. */
public enum Mode {
  /** As the metric's name or kind tells: the loss down, accuracies up. */
  AUTO,
  MIN,
  MAX
}
