package kerava.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.KeravaException;

/**
 * The members of a family, which its interface lists ({@link Members}): a new member is one new file and one line there.
 * Members are found by name in this closed list, never by looking a class up.
 */
public final class Family {
  private Family() {}

  /** The members of {@code family} by their Keras class name, in the order of the list. */
  public static <T> Map<String, Class<? extends T>> members(Class<T> family) {
    Map<String, Class<? extends T>> members = new LinkedHashMap<>();
    for (Class<?> member : list(family)) members.put(member.getSimpleName(), member.asSubclass(family));
    return members;
  }

  /**
   * The member that Keras calls {@code name}, with its default settings: {@code "adam"}, {@code "Adam"}, {@code "mean_squared_error"},
   * {@code "mse"}.
   */
  public static <T> T byName(Class<T> family, String name) {
    if (name != null && Names.isWord(name))
      for (var member : members(family).values())
        if (called(member).anyMatch(spelling -> plain(spelling).equals(plain(name)))) return create(member);
    throw new KeravaException(String.format("%s '%s' is not known; use one of %s", family.getSimpleName(), name, names(family)));
  }

  /** A name of each member that {@link #byName} takes, as Keras writes it: of those that have default settings. */
  public static List<String> names(Class<?> family) {
    return Arrays.stream(list(family)).filter(Family::hasDefaults).map(member -> name(family, member)).collect(Collectors.toList());
  }

  private static boolean hasDefaults(Class<?> member) {
    return Arrays.stream(member.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
  }

  /** The name of a member as Keras writes it. */
  public static String name(Class<?> family, Class<?> member) {
    String name = member.getSimpleName();
    return family.isAnnotationPresent(NamedInLowerCase.class) ? name.toLowerCase(Locale.ROOT) : Names.snakeCase(name);
  }

  private static Class<?>[] list(Class<?> family) { return family.getAnnotation(Members.class).value(); }

  /** Of {@code members} the one that Keras calls {@code name} to the letter, by its class or as it exports it; null: none. */
  public static <T> Class<? extends T> exported(Map<String, Class<? extends T>> members, String name) {
    Class<? extends T> same = members.get(name);
    return same != null ? same : members.values().stream().filter(member -> called(member).anyMatch(name::equals)).findFirst().orElse(null);
  }

  private static Stream<String> called(Class<?> member) {
    AlsoCalled others = member.getAnnotation(AlsoCalled.class);
    return Stream.concat(Stream.of(member.getSimpleName()), Stream.of(others == null ? new String[0] : others.value()));
  }

  private static String plain(String name) { return Names.snakeCase(name).replace("_", ""); }

  private static <T> T create(Class<? extends T> member) {
    try {
      return member.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new KeravaException(
          String.format("%s has no default settings: construct it, with its settings, instead of naming it", member.getSimpleName()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
