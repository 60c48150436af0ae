package kerava.parity;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A number in an original's summary that does not depend on the seed. {@code pick} finds it in what our notebook prints. */
public record ExactNumber(String notebook, String run, String what, long recorded, Function<List<String>, List<Long>> pick) {
  private static final Pattern DENSE = Pattern.compile("\\(Dense\\).* (\\d+)\\s*$"), TOTAL = Pattern.compile("^Total params: ([\\d,]+)");

  /** The recorded number and what ours has in its places, all of which must be the same. */
  public record Outcome(ExactNumber check, List<Long> found) {
    public boolean same() { return !found.isEmpty() && found.stream().allMatch(n -> n == check.recorded); }
  }

  /** All that the originals' summaries recorded. */
  public static List<ExactNumber> all() {
    String vanishing = "vanishing-gradient", relu = "vanishing32-relu";
    return List.of(new ExactNumber(vanishing, relu, "parameters of the first Dense", 25_120, lines -> dense(lines, 0, 1)),
        new ExactNumber(vanishing, relu, "parameters of each hidden Dense", 1_056, lines -> dense(lines, 1, 10)),
        new ExactNumber(vanishing, relu, "parameters of the output", 330, lines -> dense(lines, 10, 11)),
        new ExactNumber("fashion-mnist", "fashion-relu", "all parameters", 79_510, lines -> numbers(lines, TOTAL)));
  }

  Outcome in(List<String> printed) { return new Outcome(this, pick.apply(printed)); }

  /** The parameters in the rows of the Dense layers number {@code from} to before {@code to}. */
  private static List<Long> dense(List<String> lines, int from, int to) {
    return numbers(lines, DENSE).stream().skip(from).limit(to - from).toList();
  }

  private static List<Long> numbers(List<String> lines, Pattern pattern) {
    return lines.stream().flatMap(String::lines).flatMap(line -> pattern.matcher(line).results()).map(ExactNumber::number).toList();
  }

  private static long number(MatchResult found) { return Long.parseLong(found.group(1).replace(",", "")); }
}
