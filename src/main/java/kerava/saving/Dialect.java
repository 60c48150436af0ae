package kerava.saving;

/** The generation of Keras for which JSON and .h5 are written; both are read. */
public enum Dialect {
  /** Keras 3, which reads .keras and .h5. */
  KERAS_3("3.15.1"),
  /** tf.keras of TensorFlow 2, and {@code tf_keras}: .h5. Its newer releases and Keras 3 read it too, Keras 3 without the optimizer's state. */
  KERAS_2("2.18.0");

  private final String version;

  Dialect(String version) { this.version = version; }

  /** The release whose files are written. */
  String version() { return version; }

  /** Of a file that says it is of {@code version}, which may be null; {@code modern}: whether its objects say their module. */
  static Dialect of(String version, boolean modern) {
    if (version == null) return modern ? KERAS_3 : KERAS_2;
    return version.startsWith("2.") || version.startsWith("1.") ? KERAS_2 : KERAS_3;
  }
}
