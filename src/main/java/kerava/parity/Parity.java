package kerava.parity;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import kerava.KeravaException;
import kerava.notebooks.Mode;
import kerava.notebooks.Notebook;
import kerava.notebooks.NotebookRunner;
import kerava.training.Scores;

/** Trains what the originals recorded, for seed after seed. {@code progress} hears of each training. */
public record Parity(Plan plan, ResumeFile kept, Consumer<String> progress) {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  /** As short as a notebook goes, when only what it prints is wanted. */
  private static final int FEW = 32;

  /** Seed by seed, so that a comparison broken off has about as many trainings of each kind. */
  public List<Comparison> compare(List<Recorded> all) {
    Map<Recorded, List<TrainedScores>> trained = new LinkedHashMap<>();
    all.forEach(recorded -> trained.put(recorded, new ArrayList<>()));
    int most = all.stream().mapToInt(plan::seeds).max().orElse(0), total = all.stream().mapToInt(plan::seeds).sum(), done = 0;
    for (int i = 0; i < most; i++) {
      for (Recorded recorded : all) {
        if (i >= plan.seeds(recorded)) continue;
        trained.get(recorded).add(trained(recorded, plan.seed() + i, ++done + "/" + total));
      }
    }
    return trained.entrySet().stream().filter(e -> !e.getValue().isEmpty()).map(e -> new Comparison(e.getKey(), e.getValue())).toList();
  }

  /** Looks for the numbers of the summaries in what the notebooks print. */
  public List<ExactNumber.Outcome> check(List<ExactNumber> all) {
    Map<String, List<String>> printed = new LinkedHashMap<>();
    for (ExactNumber exact : all) {
      printed.computeIfAbsent(exact.run(), run -> {
        List<String> lines = new ArrayList<>();
        notebook(exact.notebook())
            .run(new NotebookRunner(new NotebookRunner.Options(plan.seed(), Mode.of(plan.rules()), 1, null, FEW, List.of(run), 0, null),
                lines::add,
                NOWHERE));
        return lines;
      });
    }
    return all.stream().map(exact -> exact.in(printed.get(exact.run()))).toList();
  }

  private TrainedScores trained(Recorded recorded, long seed, String number) {
    TrainedScores before = kept.find(recorded.run(), seed).orElse(null);
    if (before != null) return before;
    String what = number + " " + recorded.run() + ", seed " + seed + ": ";
    long start = System.nanoTime();
    try {
      if (Thread.interrupted()) throw new KeravaException("stopped, as the thread was interrupted");
      TrainedScores trained = train(recorded, seed);
      kept.add(trained);
      progress.accept(what + "loss " + trained.loss() + ", accuracy " + trained.accuracy() + String.format(Locale.ROOT, " (%.1f s)",
          (System.nanoTime() - start) / 1e9));
      return trained;
    } catch (KeravaException e) {
      throw new KeravaException("parity: " + what + e.plain() + "; " + kept.advice(), e);
    }
  }

  private TrainedScores train(Recorded recorded, long seed) {
    Scores scores = NotebookRunner
        .trained(
            new NotebookRunner.Options(seed, Mode.of(plan.rules()), plan.epochs(), null, plan.limit(), List.of(recorded.run()), 0, null))
        .scores();
    return new TrainedScores(recorded.run(), seed, scores.loss(), scores.get("accuracy"));
  }

  private static Notebook notebook(String name) {
    return Notebook.all().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }
}
