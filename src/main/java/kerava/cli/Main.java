package kerava.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import kerava.KeravaException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The command line. Exit codes: 0 done, 1 the work failed, 2 wrong usage, 130 stopped by Ctrl-C. */
public final class Main {
  private static final List<Command> COMMANDS = List.of(new RunCommand(), new ParityCommand(), new SummaryCommand(), new InspectCommand(),
      new ConvertCommand(), new TrainCommand(), new EvaluateCommand(), new PredictCommand(), new PlotCommand(), new DevicesCommand());
  private static final int FAILED = 1, WRONG_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    MessageStream.open();
    Interrupts interrupts = new Interrupts();
    int code = run(args);
    interrupts.done();
    System.exit(code);
  }

  /** Runs one command line and gives its exit code. */
  static int run(String... args) {
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    boolean verbose = Arrays.asList(args).contains("--verbose");
    WarningLines warnings = new WarningLines(Arrays.asList(args).contains("--quiet") ? line -> {} : err::println);
    try {
      dispatch(args);
      return 0;
    } catch (UsageException e) {
      err.println("kerava: " + e.getMessage());
      return WRONG_USAGE;
    } catch (RuntimeException | LinkageError e) {
      err.println("kerava: " + (e instanceof KeravaException refusal ? told(refusal, args) : e + " (--verbose shows where)"));
      if (verbose) e.printStackTrace(err);
      return FAILED;
    } finally {
      warnings.close();
    }
  }

  /** Without calls in Java, and with settings named as the command's options. */
  private static String told(KeravaException refusal, String[] args) { return OptionNames.in(refusal.plain(), command(args[0]).options()); }

  private static void dispatch(String[] args) {
    if (args.length == 0 || args[0].equals("--help") || args[0].equals("help")) {
      new PrintStream(System.out, true, StandardCharsets.UTF_8).print(overview());
      return;
    }
    Command command = command(args[0]);
    Options options = options(command);
    CommandLine line = parse(options, Arrays.copyOfRange(args, 1, args.length));
    Console console = Console.of(line.hasOption("json"), line.hasOption("quiet"));
    if (line.hasOption("help")) console.out().print(help(command, options));
    else command.run(line, console);
  }

  private static Command command(String word) {
    List<String> names = COMMANDS.stream().map(Command::name).toList();
    return COMMANDS.stream().filter(c -> c.name().equals(word)).findFirst().orElseThrow(() -> new UsageException(
        String.format("there is no command '%s'; did you mean '%s'? kerava --help lists them", word, Nearest.to(word, names))));
  }

  private static Options options(Command command) {
    return command.options()
        .addOption(Option.builder().longOpt("json").desc("one JSON object on standard output, and nothing else there").build())
        .addOption(Option.builder().longOpt("quiet").desc("no progress and no messages").build())
        .addOption(Option.builder().longOpt("verbose").desc("TensorFlow's own lines too, and where a failure came from").build())
        .addOption(Option.builder().longOpt("help").desc("this text").build());
  }

  private static CommandLine parse(Options options, String[] words) {
    try {
      return DefaultParser.builder().setAllowPartialMatching(false).build().parse(options, words);
    } catch (UnrecognizedOptionException e) {
      List<String> known = options.getOptions().stream().map(o -> "--" + o.getLongOpt()).toList();
      throw new UsageException(String.format("there is no option %s; did you mean %s?", e.getOption(), Nearest.to(e.getOption(), known)));
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static String overview() {
    StringBuilder text = new StringBuilder("kerava COMMAND: Keras on the JVM\n\n");
    for (Command command : COMMANDS)
      text.append(String.format("  %-22s %s%n", (command.name() + " " + command.arguments()).strip(), command.purpose()));
    return text.append("\nkerava COMMAND --help shows a command's options.\n").toString();
  }

  private static String help(Command command, Options options) {
    java.io.StringWriter text = new java.io.StringWriter();
    HelpFormatter formatter = new HelpFormatter();
    formatter.setOptionComparator(null);
    formatter.printHelp(new java.io.PrintWriter(text), 100, ("kerava " + command.name() + " " + command.arguments()).strip() + " [OPTIONS]",
        command.purpose(), options, 2, 2,
        String.join("\n", command.examples().stream().map(example -> "Example: " + example).toList()));
    return text.toString();
  }
}
