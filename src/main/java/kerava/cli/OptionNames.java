package kerava.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * Says a setting as the option that sets it: {@code sampleWeight} as {@code --sample-weight}, {@code set header to yes} as
 * {@code say --header yes}.
 */
final class OptionNames {
  private static final Pattern NEXT_WORD = Pattern.compile("-([a-z])");

  private OptionNames() {}

  static String in(String message, Options options) {
    String told = message;
    for (Option option : options.getOptions()) {
      String name = NEXT_WORD.matcher(option.getLongOpt()).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
      told = told.replaceAll("\\bset " + name + " to\\b", "say --" + option.getLongOpt());
      if (!name.equals(option.getLongOpt())) told = told.replaceAll("\\b" + name + "\\b", "--" + option.getLongOpt());
    }
    return told;
  }
}
