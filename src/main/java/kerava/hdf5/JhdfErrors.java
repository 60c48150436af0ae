package kerava.hdf5;

import io.jhdf.object.datatype.OpaqueDataType;
import java.util.function.Supplier;
import kerava.FormatException;
import kerava.KeravaException;

/** Whatever jHDF throws at the sight of a damaged or hostile file becomes one {@link FormatException}. */
final class JhdfErrors {
  private JhdfErrors() {}

  static <T> T guarded(String where, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (KeravaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw refusal(where, e);
    }
  }

  private static FormatException refusal(String where, Throwable thrown) {
    String reasons = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FormatException ours) return ours;
      reasons = cause instanceof StackOverflowError ? "it is nested without end" : String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError) reasons = "it needs more memory than there is; start Java with a larger -Xmx";
      FormatException known = known(where, reasons);
      if (known != null) return known;
      if (cause.getCause() == null && reasons.equals("null")) reasons = cause.getClass().getSimpleName();
    }
    return new FormatException(where + ": damaged, or written in a way that is not supported (" + reasons + "); save the model again",
        thrown);
  }

  /**
   * Whether jHDF gave up a header because of an opaque type without a tag, which it takes for the end of the file; so h5py stores
   * bfloat16.
   */
  static boolean isOpaque(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause())
      for (StackTraceElement frame : cause.getStackTrace())
        if (frame.getClassName().equals(OpaqueDataType.class.getName())) return true;
    return false;
  }

  /** jHDF refuses these while it reads an object's header, before one could look. */
  private static FormatException known(String where, String reason) {
    if (reason.contains("External Data Files"))
      return new FormatException(where + ": external storage is refused: a model file must not read other files; save the model again");
    if (reason.contains("Virtual storage"))
      return new FormatException(where + ": virtual datasets are refused: a model file must not read other files; save the model again");
    if (reason.contains("layout message version") || reason.contains("datatype version"))
      return new FormatException(where + ": newer than what is read (" + reason + "); save it without libver='latest'");
    return null;
  }
}
