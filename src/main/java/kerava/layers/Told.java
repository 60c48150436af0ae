package kerava.layers;

import java.util.List;
import java.util.stream.Collectors;

/** Long lists for messages. */
final class Told {
  private static final int MOST = 10;

  private Told() {}

  static String of(List<?> all) {
    return all.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", ", "[", all.size() > MOST ? ", ...]" : "]"));
  }
}
