package kerava;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.models.Sequential;

/**
 * Finds what only somebody who writes Java understands: {@code call compile(...)}, {@code new Adam()}, {@code Npy.read},
 * {@code loadWeights}.
 */
public final class JavaCalls {
  /** Calls of Python, formulas, and what stands in a picture. */
  private static final Pattern OTHERS = Pattern.compile("numpy\\.\\w+\\(.*|(model|json)\\.\\w+\\([^ ]*|TensorFlow\\.js|sqrt\\(|rotate\\(");
  private static final Pattern CALL =
      Pattern
          .compile("\\b[A-Za-z]\\w*\\((?!s\\)).*|\\bnew [A-Z][a-z]\\w*|(?<!-)\\b[A-Z][a-z]\\w*\\.[A-Za-z]\\w+|\\b(" + methods() + ")\\b");

  private JavaCalls() {}

  /** The names of a model's methods that are no word of English. */
  private static String methods() {
    return Stream.of(Model.class, Sequential.class, SavedModel.class).flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getDeclaringClass() != Object.class).map(Method::getName)
        .filter(name -> name.matches("[a-z]+[A-Z]\\w*")).distinct().collect(Collectors.joining("|"));
  }

  /** The first call in {@code message}, after the words that say who speaks; null if there is none. */
  public static String in(String message) {
    Matcher call = CALL.matcher(OTHERS.matcher(message.replaceFirst("^[\\w.]+: ", "")).replaceAll(""));
    return call.find() ? call.group() : null;
  }
}
