package kerava.saving;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.stream.Stream;
import kerava.files.FileKind;

/**
 * What a model is kept in, be it a file, an array of bytes or a stream. It is told by its first bytes when it is read, and named when it is
 * written.
 */
public enum ModelFormat {
  /** Keras 3's archive, {@code .keras}: all that the model is. */
  KERAS(FileKind.ZIP, new KerasCodec()),
  /** HDF5, {@code .h5}: for Keras 3 without the optimizer's state, or all of it for Keras 2, as the {@link Dialect} says. */
  H5(FileKind.HDF5, new Hdf5Codec()),
  /** The architecture alone, {@code .json}; it is read, and written by {@code toJson}. */
  JSON(FileKind.JSON, new JsonCodec());

  static final String MODEL = "a model's file (.keras, .h5, .json)", WEIGHTS = "a file of weights (.weights.h5, .h5, .keras)";

  private final FileKind kind;
  private final Codec codec;

  ModelFormat(FileKind kind, Codec codec) {
    this.kind = kind;
    this.codec = codec;
  }

  /** That of bytes which begin as {@code kind}; null: they are no model's. */
  static ModelFormat of(FileKind kind) { return Stream.of(values()).filter(format -> format.kind == kind).findFirst().orElse(null); }

  /** That of a file which is to be written under this name. */
  static ModelFormat ofName(String name) {
    require(!name.endsWith(".weights.h5"), inJava("or call saveWeights"), "%s: ends as a file of weights alone; name it .keras or .h5",
        name);
    require(name.endsWith(".keras") || isH5(name), "%s: a model's file must end in .keras or .h5; rename it", name);
    return isH5(name) ? H5 : KERAS;
  }

  static boolean isH5(String name) { return name.endsWith(".h5") || name.endsWith(".hdf5"); }

  Codec codec() { return codec; }
}
