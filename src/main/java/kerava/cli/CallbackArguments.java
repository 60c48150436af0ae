package kerava.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.training.Callback;

/**
 * Callbacks as {@code --callbacks} names them: {@code
 * early_stopping:patience=3,csv:log.csv,checkpoint:best-{epoch:02d}.keras:save_best_only=true}. What stands in braces is one piece.
 */
final class CallbackArguments {
  private static final Map<String, CallbackKind<?>> KINDS = CallbackKind.all();

  /** Of Keras's those that there will not be, and why. */
  private static final Map<String, String> NEVER = Map.of(
      "remote_monitor", "nothing in Kerava opens a connection; csv:FILE writes the same numbers for another program to send",
      "orbax_checkpoint", "its files are those of another library; checkpoint:FILE saves models and weights as Keras does",
      "learning_rate_scheduler", "its schedule is a function; compile the model with a schedule, or call it in Java",
      "lambda_callback", "it is made of functions; call it in Java",
      "history", "train tells it itself, with --json",
      "progbar_logger", "the progress line is --verbose");

  private CallbackArguments() {}

  /** What may be written, for the help. */
  static String names() { return String.join(", ", KINDS.keySet()); }

  /** The callbacks that {@code text} names, for {@code command}. */
  static Callback[] of(String command, String text) {
    return pieces(text, ',').stream().map(each -> one(command, each)).toArray(Callback[]::new);
  }

  private static Callback one(String command, String text) {
    List<String> parts = pieces(text, ':');
    CallbackKind<?> kind = KINDS.get(parts.get(0));
    String never = NEVER.get(parts.get(0));
    if (never != null)
      throw new UsageException(String.format("%s: --callbacks: %s is not supported, for %s", command, parts.get(0), never));
    if (kind == null)
      throw new UsageException(String.format("%s: --callbacks: there is no '%s'; did you mean %s? There are %s", command, parts.get(0),
          Nearest.to(parts.get(0), KINDS.keySet()), names()));
    int settings = kind.first() == null ? 1 : 2;
    if (parts.size() < settings || kind.first() != null && parts.get(1).isEmpty())
      throw new UsageException(String.format("%s: --callbacks: %s needs a name, %2$s:%s", command, parts.get(0), kind.first()));
    try {
      return kind.made(kind.first() == null ? null : parts.get(1), parts.subList(settings, parts.size()));
    } catch (UsageException e) {
      throw e;
    } catch (KeravaException | IllegalArgumentException e) {
      throw new UsageException(command + ": --callbacks " + text + ": " + e.getMessage());
    }
  }

  /** {@code text} where {@code between} parts it, outside of braces. */
  private static List<String> pieces(String text, char between) {
    List<String> pieces = new ArrayList<>();
    int depth = 0, from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c != between || depth > 0) continue;
      pieces.add(text.substring(from, i));
      from = i + 1;
    }
    pieces.add(text.substring(from));
    return pieces;
  }
}
