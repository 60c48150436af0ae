package kerava.ops;

import java.util.Locale;
import java.util.Set;

/** Environment variables that switch something of TensorFlow's on. Source: TensorFlow {@code core/util/env_var.cc} ReadBoolFromEnvVar. */
public final class EnvironmentSwitch {
  private static final Set<String> ON = Set.of("1", "true");

  private EnvironmentSwitch() {}

  /** Whether {@code name} is 1 or true. */
  public static boolean isOn(String name) { return ON.contains(System.getenv().getOrDefault(name, "").toLowerCase(Locale.ROOT)); }
}
