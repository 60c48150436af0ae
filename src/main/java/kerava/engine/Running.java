package kerava.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kerava.KeravaException;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** A run of a graph, of which TensorFlow's kernels refuse what only they see. */
final class Running {
  private static final Pattern NO_ROW = Pattern.compile("indices\\[([\\d,]*)] = (-?\\d+) is not in \\[0, (\\d+)\\)"),
      SIZES = Pattern.compile("(?i)(incompatible shapes|condition \\[|required broadcastable shapes)[^{]*"),
      LAYER = Pattern.compile("\\{\\{node [^}]*?([^/}]+)_\\d+/[^/}]+}}");

  private Running() {}

  static Result of(Session.Runner runner) {
    try {
      return runner.run();
    } catch (TFInvalidArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Matcher row = NO_ROW.matcher(message), layer = LAYER.matcher(message), sizes = SIZES.matcher(message);
      if (sizes.find() && layer.find())
        throw new KeravaException(String.format(
            "%s: sizes that only the data tell must fit each other, got %s; a mask must be as long as the sequence that it is of, and so must "
                + "what is merged or compared with it",
            layer.group(1), sizes.group()), e);
      if (!row.find()) throw e;
      throw new KeravaException(String.format(
          "%s: takes rows of a table of %s, so its numbers must be in 0 .. %d, got %s at index (%s) of a batch, which other layers made of the data; "
              + "raise inputDim, or change what they make",
          layer.find() ? layer.group(1) : "Embedding", row.group(3), Long.parseLong(row.group(3)) - 1, row.group(2),
          row.group(1).replace(",", ", ")), e);
    }
  }
}
