package kerava.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.notebooks.Mode;
import kerava.notebooks.Notebook;
import kerava.parity.ExactNumber;
import kerava.parity.Origin;
import kerava.parity.Parity;
import kerava.parity.Plan;
import kerava.parity.Recorded;
import kerava.parity.Report;
import kerava.parity.Results;
import kerava.parity.ResumeFile;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava parity [NOTEBOOK ...]}. */
final class ParityCommand implements Command {
  private static final int FIRST_SEED = 1;
  private static final List<Mode> MODES = List.of(Mode.EXACT, Mode.KERAS2);

  @Override public String name() { return "parity"; }

  @Override public String arguments() { return "[NOTEBOOK ...]"; }

  @Override public String purpose() {
    return "trains the notebooks for many seeds and compares with the numbers that the originals recorded, or with those that courses published";
  }

  @Override public List<String> examples() { return List.of("kerava parity dnn --only dnn-he --seeds 3 --epochs 1"); }

  @Override public Options options() {
    return new Options()
        .addOption(RunCommand.option("seeds", "N",
            "how many seeds for each run (20, and 5 for dnn-overfit and published scores, which take a minute and more each)"))
        .addOption(RunCommand.option("seed", "N", "the first seed (" + FIRST_SEED + "); the others follow it"))
        .addOption(RunCommand.mode(MODES))
        .addOption(RunCommand.option("only", "RUN[,RUN]", "only these runs: " + String.join(", ", runs())))
        .addOption(RunCommand.option("epochs", "N", "for a quick look: epochs of every run, in place of the notebook's"))
        .addOption(RunCommand.option("limit", "N", "for a quick look: train on the first N samples only"))
        .addOption(RunCommand.option("resume", "FILE", "keep each finished training in FILE, and do not do again what is in it"))
        .addOption(RunCommand.option("out", "FILE.md", "write the report there, and its picture beside it"))
        .addOption(
            RunCommand.option("plots", "DIR", "where the picture goes (kerava-out/parity; with --json none is made unless asked for)"));
  }

  @Override public void run(CommandLine line, Console console) {
    Arguments arguments = new Arguments(line);
    List<String> notebooks = notebooks(line.getArgList()), only = arguments.words("only", runs());
    List<Recorded> recorded = Recorded.all().stream().filter(r -> notebooks.contains(r.notebook()) && wanted(only, r.run())).toList();
    List<ExactNumber> exact = ExactNumber.all().stream().filter(e -> notebooks.contains(e.notebook()) && wanted(only, e.run())).toList();
    if (recorded.isEmpty() && exact.isEmpty() && !only.isEmpty())
      throw new UsageException(
          "parity: --only " + String.join(",", only) + " is in none of " + String.join(", ", notebooks) + "; name its notebook");
    Long seed = arguments.number("seed", 0, (1L << 32) - 1);
    Plan plan = new Plan(arguments.mode(MODES).rules(), seed == null ? FIRST_SEED : seed, arguments.integer("seeds", 1),
        arguments.integer("epochs", 1),
        arguments.integer("limit", 1));
    Origin origin = Origin.here(words(line));
    ResumeFile kept = new ResumeFile(line.hasOption("resume") ? arguments.path("resume", "") : null, plan, origin);
    Parity parity = new Parity(plan, kept, message -> console.messages().println("kerava: " + message));
    Results results = new Results(plan, origin, parity.compare(recorded), parity.check(exact), silent(notebooks, only),
        unscored(notebooks, only));
    tell(results, line, console);
    if (!results.exact().stream().allMatch(ExactNumber.Outcome::same))
      throw new KeravaException("parity: a number that must be the same is not; the model is not the original's");
  }

  private static void tell(Results results, CommandLine line, Console console) {
    Report report = new Report(results);
    console.println(report.screen());
    Path out = line.hasOption("out") ? Path.of(line.getOptionValue("out")) : null, picture = picture(line, out);
    boolean drawn = !results.comparisons().isEmpty() && (!console.json() || line.hasOption("plots") || out != null);
    if (drawn) Pictures.tell(results.picture().write(picture), console);
    if (out != null) {
      report.write(out, picture.resolveSibling(picture.getFileName() + ".svg"));
      console.println("wrote " + out);
    }
    if (console.json()) console.printJson(results.json());
  }

  /** The picture's path without its ending: in the folder asked for, beside the report, or in the usual folder. */
  private static Path picture(CommandLine line, Path out) {
    if (line.hasOption("plots")) return Path.of(line.getOptionValue("plots")).resolve("parity");
    return out == null
        ? Path.of("kerava-out/parity/parity")
        : out.resolveSibling(out.getFileName().toString().replaceFirst("\\.[^.]+$", ""));
  }

  private static boolean wanted(List<String> only, String run) { return only.isEmpty() || only.contains(run); }

  /** The runs of which something is recorded. */
  private static List<String> runs() {
    return Stream.concat(Recorded.all().stream().map(Recorded::run), ExactNumber.all().stream().map(ExactNumber::run)).distinct().toList();
  }

  private static List<String> silent(List<String> notebooks, List<String> only) {
    if (!only.isEmpty()) return List.of();
    TreeSet<String> speaking =
        Stream.concat(Recorded.all().stream().map(Recorded::notebook), ExactNumber.all().stream().map(ExactNumber::notebook))
            .collect(Collectors.toCollection(TreeSet::new));
    return notebooks.stream().filter(name -> !speaking.contains(name)).toList();
  }

  private static List<String> unscored(List<String> notebooks, List<String> only) {
    if (!only.isEmpty()) return List.of();
    List<String> scored = Recorded.all().stream().map(Recorded::run).toList(), silent = silent(notebooks, only);
    return Notebook.all().stream().filter(n -> notebooks.contains(n.name()) && !silent.contains(n.name()))
        .flatMap(n -> n.runs().stream())
        .filter(run -> !scored.contains(run)).toList();
  }

  private static List<String> notebooks(List<String> words) {
    List<String> known = names(Notebook.all()), originals = names(Notebook.originals());
    for (String word : words)
      if (!known.contains(word))
        throw new UsageException(String.format("parity: there is no notebook '%s'; did you mean '%s'? There are %s", word,
            Nearest.to(word, known), String.join(", ", known)));
    long ofThem = words.stream().filter(originals::contains).count();
    if (ofThem > 0 && ofThem < words.size())
      throw new UsageException("parity: " + String.join(", ", words) + ": recorded and published scores make two reports; name "
          + String.join(", ", originals) + " in one command, the others in another");
    return words.isEmpty() ? originals : words;
  }

  private static List<String> names(List<Notebook> notebooks) {
    return notebooks.stream().map(Notebook::name).toList();
  }

  /** The command line again, but for what does not touch the numbers. */
  private static String words(CommandLine line) {
    Stream<String> options =
        Arrays.stream(line.getOptions()).filter(o -> List.of("mode", "seeds", "seed", "only", "epochs", "limit").contains(o.getLongOpt()))
            .map(o -> "--" + o.getLongOpt() + " " + o.getValue());
    return Stream.of(Stream.of("kerava parity"), line.getArgList().stream(), options).flatMap(s -> s).collect(Collectors.joining(" "));
  }
}
