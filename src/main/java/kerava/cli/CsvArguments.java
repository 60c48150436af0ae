package kerava.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.data.CsvFormat;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code --separator} and {@code --header}: how the .csv files of a command line are written. */
record CsvArguments(CommandLine line) {
  private static final String SEPARATOR = "separator", HEADER = "header", OUT = "out";
  private static final Map<String, Character> NAMED = Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|', "space", ' ');

  static Options addTo(Options options) {
    return options
        .addOption(RunCommand.option(SEPARATOR, "CHARACTER", "what separates the cells of a .csv: ';', tab, '|', space (a comma)"))
        .addOption(
            RunCommand.option(HEADER, "yes|no", "whether a first row of numbers in a .csv names its columns; x=yes,y=no for one each"));
  }

  /** Refuses the options where there is no file that they are for. */
  void check(String command) {
    boolean any = Arrays.stream(line.getOptions()).anyMatch(CsvArguments::isText);
    for (String option : List.of(SEPARATOR, HEADER))
      if (line.hasOption(option) && !any)
        throw new UsageException(String.format("%s: --%s is for .csv and .tsv files, and none is given; leave it out", command, option));
  }

  private static boolean isText(Option option) {
    return option.hasArg() && !option.getLongOpt().equals(OUT)
        && option.getValue().toLowerCase(Locale.ROOT).matches("(?s).*\\.(csv|tsv)(:.*)?");
  }

  /** Of the file that {@code option} names. */
  CsvFormat format(String option) {
    return CsvFormat.DEFAULT.withSeparator(line.hasOption(SEPARATOR) ? separator(line.getOptionValue(SEPARATOR)) : ',')
        .withHeader(line.hasOption(HEADER) ? header(option) : CsvFormat.Header.AUTOMATIC);
  }

  private static char separator(String text) {
    if (NAMED.containsKey(text)) return NAMED.get(text);
    if (text.equals("\\t")) return '\t';
    if (text.length() == 1 && (NAMED.containsValue(text.charAt(0)) || text.equals(":"))) return text.charAt(0);
    throw new UsageException(String.format("--separator must be one of , ; | : tab space, got '%s'", text));
  }

  private CsvFormat.Header header(String option) {
    CsvFormat.Header found = CsvFormat.Header.AUTOMATIC;
    for (String word : line.getOptionValue(HEADER).split(",", -1)) {
      String[] ends = word.split("=", -1);
      String answer = ends[ends.length - 1];
      if (ends.length > 2 || !List.of("yes", "no").contains(answer))
        throw new UsageException(String.format("--header takes yes, no, or one for each file as in x=yes,y=no, got '%s'", word));
      if (ends.length == 2 && !line.hasOption(ends[0]))
        throw new UsageException(String.format("--header %s: there is no --%s", word, ends[0]));
      if (ends.length == 1 || ends[0].equals(option)) found = answer.equals("yes") ? CsvFormat.Header.YES : CsvFormat.Header.NO;
    }
    return found;
  }
}
