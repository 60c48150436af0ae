package kerava.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One word of the command line. */
sealed interface Command
    permits ConvertCommand, DevicesCommand, EvaluateCommand, InspectCommand, ParityCommand, PlotCommand, PredictCommand,
    RunCommand, SummaryCommand, TrainCommand {
  String name();

  /** What follows the name: {@code NOTEBOOK}. */
  String arguments();

  /** What it does, in a line. */
  String purpose();

  /** Calls that work, one after the other. */
  List<String> examples();

  /** Its own options, beside {@code --help}, {@code --verbose}, {@code --quiet} and {@code --json}. */
  Options options();

  void run(CommandLine line, Console console);
}
