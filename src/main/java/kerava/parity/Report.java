package kerava.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.random.Rules;

/** The results in words: for the screen, and as a Markdown page. */
public record Report(Results results) {
  /** The tables and what stands out. */
  public String screen() {
    List<String> parts = new ArrayList<>();
    if (!results.comparisons().isEmpty()) parts.add(results.table().plain());
    parts.addAll(outside());
    parts.addAll(unlearned());
    results.exact().forEach(outcome -> parts.add(exact(outcome)));
    parts.addAll(silence(""));
    return String.join("\n", parts);
  }

  /** The page; {@code picture} as it is linked from there. */
  public String markdown(String picture) {
    StringBuilder page =
        new StringBuilder("# Our numbers beside those that ")
            .append(results.published() ? "courses and books publish" : "the original notebooks recorded")
            .append("\n\n").append(what()).append(rules()).append(made());
    if (!results.comparisons().isEmpty()) {
      page.append("\n## Scores\n\n").append(counts()).append("\n![each recorded score beside ours](").append(picture).append(")\n\n");
      page.append(results.table().markdown());
      page.append(list("\n## Recorded numbers outside our range\n\n", outside(), "There are none.\n"));
      page.append(list("\n## Seeds that did not learn\n\n", unlearned(), "There are none.\n"));
      page.append(list("\n## What was otherwise when the originals ran\n\n", differences(), ""));
      page.append("\n## As recorded\n\n").append(recorded().markdown());
    }
    if (!results.exact().isEmpty())
      page.append(list("\n## Numbers that must be the same\n\n", results.exact().stream().map(Report::exact).toList(), ""));
    if (!silence("").isEmpty()) page.append(list("\n## Where nothing is recorded\n\n", silence("`"), ""));
    return page.toString();
  }

  /** Names between {@code quotes}. */
  private List<String> silence(String quotes) {
    String between = quotes + ", " + quotes;
    List<String> sentences = new ArrayList<>();
    if (!results.silent().isEmpty())
      sentences.add("The originals of " + quotes + String.join(between, results.silent()) + quotes + " recorded no numbers.");
    if (!results.unscored().isEmpty())
      sentences.add("No scores are recorded of " + quotes + String.join(between, results.unscored()) + quotes + ".");
    return sentences;
  }

  /** Writes the page beside its place and moves it there once it is whole. */
  public void write(Path file, Path picture) {
    Path folder = file.toAbsolutePath().getParent(), beside = folder.resolve("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      Files.writeString(beside, markdown(folder.relativize(picture.toAbsolutePath()).toString().replace('\\', '/')),
          StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new KeravaException(file + ": the report cannot be written (" + e + "); check that the folder may be written and has room", e);
    }
  }

  private String what() {
    return results.published()
        ? """
            Courses and books print what one training of theirs scored, without a seed. Such a number cannot be met to the digit, but it can be asked whether
            Kerava might have printed it. So each model is trained for some seeds, as its source does it; the scores of its `evaluate` make a distribution,
            and the published score has its place in it.

            """
        : """
            The original Keras notebooks were kept with their outputs: what they printed once, years ago, without a seed. Such a number cannot be met to
            the digit, but it can be asked whether Kerava might have printed it. So each training is done for many seeds, as the notebook does it;
            the scores of its `evaluate` make a distribution, and the recorded score has its place in it.

            """;
  }

  private String rules() {
    if (results.plan().rules() == Rules.KERAS_3) return "";
    return "All are trained by the rules of Keras 2, by which the originals were ([keras2.md](keras2.md)).\n\n";
  }

  private String made() {
    Origin origin = results.origin();
    String limits = results.plan().full() ? "" : "\n**A quick look:** epochs or samples were limited, so the numbers are not comparable.\n";
    return String
        .format("Made by `%s` with Kerava %s, TensorFlow %s and Java %s on %s.%n%s", origin.command(), origin.kerava(), origin.tensorflow(),
            origin.java(), origin.machine(), limits)
        .replace("\r\n", "\n");
  }

  private String counts() {
    long all = results.comparisons().stream().mapToInt(c -> c.scores().size()).sum(), inside = all - outside().size();
    double expected = results.comparisons().stream().mapToDouble(c -> c.scores().size() * 2.0 / (c.trained().size() + 1)).sum();
    return String.format(Locale.ROOT,
        """
            %d of %d recorded scores lie within the range of ours. A number from the very same distribution as n of ours would lie outside their range
            with probability 2 / (n + 1); of these %d that would be %.1f. So a few that lie just outside are no surprise; one far outside is.
            """,
        inside, all, all, expected);
  }

  /** A sentence for each recorded score outside our range. */
  private List<String> outside() {
    List<String> sentences = new ArrayList<>();
    for (Comparison comparison : results.comparisons()) {
      for (Score score : comparison.scores()) {
        if (comparison.inside(score)) continue;
        Distribution d = comparison.of(score);
        double recorded = score.of(comparison.recorded());
        String far = d.deviation() > 0
            ? String.format(Locale.ROOT, ", %.1f deviations from the mean", Math.abs(recorded - d.mean()) / d.deviation())
            : "";
        sentences.add(String.format("%s, %s: %s lies %s (%s .. %s)%s. Otherwise then: %s.", comparison.recorded().run(), score,
            Results.text(recorded),
            Results.place(d, recorded), Results.text(d.min()), Results.text(d.max()), far,
            named(comparison.recorded())));
      }
    }
    return sentences;
  }

  private List<String> unlearned() {
    return results.comparisons().stream().filter(c -> c.learned() < c.trained().size()).map(c -> String.format(Locale.ROOT,
        "%s: %d of %d seeds (%.0f %%) did not learn: their accuracy is below %s. They are part of the distribution.", c.recorded().run(),
        c.trained().size() - c.learned(), c.trained().size(), 100.0 * (c.trained().size() - c.learned()) / c.trained().size(),
        c.recorded().learned())).toList();
  }

  private String named(Recorded recorded) {
    List<Difference> known = results.plan().differences(recorded);
    return known.isEmpty() ? "nothing that is known" : known.stream().map(Difference::toString).collect(Collectors.joining(", "));
  }

  /** A sentence for each known difference, with the runs that it touches. */
  private List<String> differences() {
    List<String> sentences = new ArrayList<>();
    for (Difference known : Difference.values()) {
      List<String> runs =
          results.comparisons().stream().map(Comparison::recorded).filter(r -> results.plan().differences(r).contains(known))
              .map(r -> "`" + r.run() + "`").toList();
      if (!runs.isEmpty()) sentences.add(known.text() + " (" + String.join(", ", runs) + ")");
    }
    return sentences;
  }

  private Table recorded() {
    return new Table(List.of("notebook", "run", "[loss, accuracy]"), results.comparisons().stream().map(Comparison::recorded)
        .map(r -> List.of(r.notebook(), r.run(), "[" + python(r.loss()) + ", " + python(r.accuracy()) + "]")).toList());
  }

  /** As Python prints it. */
  private static String python(Double x) { return x == null ? "-" : x.toString().replaceFirst("E-(\\d)$", "e-0$1"); }

  private static String exact(ExactNumber.Outcome outcome) {
    ExactNumber check = outcome.check();
    String found = outcome.same() ? "the same" : "but ours has " + outcome.found();
    return String.format(Locale.ROOT, "%s, %s: recorded %,d, %s", check.run(), check.what(), check.recorded(), found);
  }

  private static String list(String title, List<String> points, String none) {
    return title + (points.isEmpty() ? none : points.stream().map(point -> "- " + point + "\n").collect(Collectors.joining()));
  }
}
