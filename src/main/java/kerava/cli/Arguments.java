package kerava.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;

/** Reads the values of options. */
final class Arguments {
  private final CommandLine line;

  Arguments(CommandLine line) { this.line = line; }

  /** The number given for {@code option}, at least {@code least}; null if it was not given. */
  Integer integer(String option, int least) {
    Long value = number(option, least, Integer.MAX_VALUE);
    return value == null ? null : value.intValue();
  }

  Long number(String option, long least, long most) {
    String text = line.getOptionValue(option);
    if (text == null) return null;
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      throw new UsageException(String.format("--%s takes a whole number, got '%s'", option, text));
    }
    throw new UsageException(String.format("--%s must be in %d .. %d, got %s", option, least, most, text));
  }

  /** The words given for {@code option}, separated by commas; each must be one of {@code known}. */
  List<String> words(String option, List<String> known) {
    if (!line.hasOption(option)) return List.of();
    List<String> words = List.of(line.getOptionValue(option).split(","));
    for (String word : words) known(option, word, known);
    return words;
  }

  /** The word given for {@code option}, one of {@code known}; the first of them if none was given. */
  String word(String option, List<String> known) { return known(option, line.getOptionValue(option, known.get(0)), known); }

  private static String known(String option, String word, List<String> known) {
    if (known.contains(word)) return word;
    throw new UsageException(String.format("--%s: there is no '%s'; did you mean '%s'? There are %s", option, word, Nearest.to(word, known),
        String.join(", ", known)));
  }

  Path path(String option, String otherwise) { return Path.of(line.getOptionValue(option, otherwise)); }
}
