package kerava.saving;

import static kerava.KeravaException.require;

/** The generation of Keras for which JSON and .h5 are written; both are read. */
public enum Dialect {
  /** Keras 3, which reads .keras and .h5. */
  KERAS_3("3.15.1"),
  /**
   * tf.keras of TensorFlow 2, and {@code tf_keras}: .h5. Its newer releases and Keras 3 read it too, Keras 3 without the optimizer's state.
   */
  KERAS_2("2.18.0");

  private final String version;

  Dialect(String version) { this.version = version; }

  /** The release whose files are written. */
  String version() { return version; }

  /** That readers of this generation take {@code name}: Keras 3 lets no / stand in it, Keras 2 makes a scope of TensorFlow's of it. */
  void requireName(String name) {
    if (this == KERAS_3)
      require(!name.contains("/"), "save: Keras 3 takes no / in a name, got '%s'; name it otherwise, or save for Keras 2", name);
    else
      require(name.matches("[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*") && !name.matches("(.*/)?\\.{0,2}(/.*)?"),
          "save: Keras 2 takes names of letters, digits and _ . - that begin with a letter or digit, got '%s'; name it so, or save for Keras 3",
          name);
  }

  /** Of a file that says it is of {@code version}, which may be null; {@code modern}: whether its objects say their module. */
  static Dialect of(String version, boolean modern) {
    if (version == null) return modern ? KERAS_3 : KERAS_2;
    return version.startsWith("2.") || version.startsWith("1.") ? KERAS_2 : KERAS_3;
  }
}
