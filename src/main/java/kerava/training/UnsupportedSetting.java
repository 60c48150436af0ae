package kerava.training;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A setting in a model's file that Kerava does not have, and does not need to predict; the model refuses what does need it.
 *
 * @param problem the place in the file, and what is supported instead
 */
public record UnsupportedSetting(Kind kind, String problem) {
  private static final int TOLD = 8;

  /** What a setting is part of. */
  public enum Kind {
    /** Needed to train alone; {@code compile} replaces it. */
    OPTIMIZER(true, false),
    /** Loss, metrics and their weights, needed to evaluate and to train; {@code compile} replaces them. */
    LOSS(true, true),
    /** A term that a layer adds to the loss, so needed to evaluate and to train. */
    REGULARIZER(false, true),
    /** A rule for a layer's weights after each step, needed to train alone. */
    CONSTRAINT(false, false);

    private final boolean compiled, evaluated;

    Kind(boolean compiled, boolean evaluated) {
      this.compiled = compiled;
      this.evaluated = evaluated;
    }

    /** Whether it is a compile setting; else it is a layer's. */
    public boolean compiled() { return compiled; }

    /** Whether {@code evaluate} needs it; training needs all of them. */
    public boolean evaluated() { return evaluated; }
  }

  /** The problems of {@code settings} in one line, the first of many. */
  public static String told(List<UnsupportedSetting> settings) {
    String first = settings.stream().limit(TOLD).map(UnsupportedSetting::problem).collect(Collectors.joining("; "));
    return settings.size() > TOLD ? first + "; and " + (settings.size() - TOLD) + " more" : first;
  }

  /** Refuses that {@code who} runs {@code model} without the {@code settings} that it needs. */
  public static void refuse(String who, String model, List<UnsupportedSetting> settings) {
    boolean compiling = settings.stream().anyMatch(setting -> setting.kind().compiled());
    require(settings.isEmpty(), "%s: '%s' comes from a file with settings that are not supported: %s; %s", who, model, told(settings),
        compiling ? "compile it anew" : "drop its regularizers and constraints to do without");
  }
}
