package kerava.saving;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.KeravaException.InJava;
import kerava.training.UnsupportedSetting;

/**
 * What keeps a file from being read, gathered so that all of it is told at once; and, by {@link #aside}, what the model is read without,
 * for predicting does not need it.
 */
final class Problems {
  private static final int MOST = 100, TEXT = 80, ENDLESS = 10_000;

  private final String file;
  private final Problems strict;
  private final UnsupportedSetting.Kind kind;
  private final List<String> found = new ArrayList<>();
  private final List<UnsupportedSetting> leftAside = new ArrayList<>();
  private final Map<UnsupportedSetting.Kind, Problems> aside = new EnumMap<>(UnsupportedSetting.Kind.class);
  private int count;
  private boolean ownClass;

  /** @param file its name, and its Keras version if known, for messages */
  Problems(String file) {
    this.file = file;
    strict = this;
    kind = null;
  }

  private Problems(Problems strict, UnsupportedSetting.Kind kind) {
    file = strict.file;
    this.strict = strict;
    this.kind = kind;
  }

  /** Where problems with settings of {@code of} go, which the model is read without. */
  Problems aside(UnsupportedSetting.Kind of) { return strict.aside.computeIfAbsent(of, each -> new Problems(strict, each)); }

  /** These, or those that keep the file from being read if {@code value} comes from elsewhere than Keras. */
  Problems with(Object value) { return Origin.isForeign(value) ? strict : this; }

  /** Those that keep the file from being read. */
  Problems strict() { return strict; }

  String file() { return file; }

  /** {@code rule} and {@code args} as in {@link String#format}. */
  void add(String where, String rule, Object... args) {
    if (count == ENDLESS) refuseEndless();
    if (count++ >= MOST) return;
    String text = (where.isEmpty() ? "" : where + ": ") + String.format(rule, args);
    if (kind == null) found.add(text);
    else strict.leftAside.add(new UnsupportedSetting(kind, text));
  }

  /** A class of somebody's own, {@link Custom#isRegistered}, which the caller did not pass. */
  void addOwnClass(String where, String name) {
    strict.ownClass = true;
    add(where, "class %s is not Keras's own, and no class was given that it stands for", told(name));
  }

  private void refuseEndless() {
    refuseAny();
    throw new FormatException(file + ": holds " + ENDLESS + " settings that are not supported; is it a model?");
  }

  /** Of all that was added here or, as it must not be left aside, to {@link #strict}. */
  int count() { return kind == null ? count : count + strict.count; }

  List<String> list() { return List.copyOf(found); }

  /** What the model is read without. */
  List<UnsupportedSetting> leftAside() { return List.copyOf(leftAside); }

  void refuseAny() { refuseAny(strict.ownClass ? KeravaException.inJava("give one by Custom.of(...)") : null); }

  /** @param cure null if there is none for a caller in Java alone */
  void refuseAny(InJava cure) {
    if (kind != null || count == 0) return;
    String more = count > found.size() ? "; and " + (count - found.size()) + " more" : "";
    String message = file + ": " + String.join("; ", found) + more;
    throw cure == null ? new FormatException(message) : new FormatException(message, cure);
  }

  /** A value out of a file, fit for a message: cut short, and without characters that would act on a terminal. */
  static String told(Object value) {
    String text = value instanceof String ? "'" + value + "'" : String.valueOf(value);
    String cut = text.length() > TEXT ? text.substring(0, TEXT) + "..." : text;
    return KeravaException.printable(cut);
  }
}
