package kerava.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.plots.Distributions;

/**
 * All that a comparison found.
 *
 * @param silent the notebooks of whose originals no number is recorded
 * @param unscored the runs of the others without recorded scores
 */
public record Results(Plan plan, Origin origin, List<Comparison> comparisons, List<ExactNumber.Outcome> exact, List<String> silent,
    List<String> unscored) {
  private static final List<String> HEADER =
      List.of("run", "score", "recorded", "seeds", "mean", "deviation", "smallest", "median", "largest", "the recorded number lies");

  /** Whether what is compared was published by courses and books. */
  boolean published() { return comparisons.stream().map(Comparison::recorded).anyMatch(Recorded::isPublished); }

  /** A row for each recorded score, and for those trainings alone that learned where not all did. */
  Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      for (Score score : comparison.scores()) rows.add(row(comparison, score, ""));
      comparison.amongLearned().ifPresent(learned -> {
        for (Score score : learned.scores()) rows.add(row(learned, score, ", those that learned"));
      });
    }
    return new Table(HEADER, rows);
  }

  private static List<String> row(Comparison comparison, Score score, String which) {
    Distribution d = comparison.of(score);
    double recorded = score.of(comparison.recorded());
    return List.of(comparison.recorded().run() + which, score.toString(), text(recorded), Integer.toString(d.size()), text(d.mean()),
        text(d.deviation()), text(d.min()), text(d.median()), text(d.max()), place(d, recorded));
  }

  /** {@code inside: 14 of 20 below, quantile 0.70}. */
  static String place(Distribution d, double x) {
    if (!d.finite()) return "nowhere: not all of ours are finite";
    if (!d.holds(x)) return "outside: " + (d.below(x) == d.size() ? "above" : "below") + " all " + d.size();
    String equal = d.equal(x) == 0 ? "" : ", " + d.equal(x) + " equal";
    return String.format(Locale.ROOT, "inside: %d of %d below%s, quantile %.2f", d.below(x), d.size(), equal, d.quantile(x));
  }

  /** Four decimals, or four digits where those would show nothing. */
  static String text(double x) {
    if (Double.isNaN(x)) return "-";
    return String.format(Locale.ROOT, x != 0 && Math.abs(x) < 1e-3 ? "%.3e" : "%.4f", x);
  }

  /** The same as a picture, a row for each recorded score. */
  public Distributions picture() {
    List<Distributions.Row> rows = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      for (Score score : comparison.scores()) {
        Distribution d = comparison.of(score);
        double recorded = score.of(comparison.recorded());
        rows.add(new Distributions.Row(comparison.recorded().run(), score + ", recorded " + text(recorded),
            place(d, recorded).replaceFirst(", quantile.*", ""), d.values().stream().mapToDouble(Double::doubleValue).toArray(), recorded));
      }
    }
    return new Distributions("Kerava, one seed", "recorded", rows);
  }

  /** For {@code --json}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", plan.seed());
    json.put("rules", plan.rules());
    json.put("epochs", plan.epochs());
    json.put("limit", plan.limit());
    json.put("origin", origin);
    Map<String, Object> runs = new LinkedHashMap<>();
    comparisons.forEach(c -> runs.put(c.recorded().run(), json(c)));
    json.put("runs", runs);
    json.put("exact", exact.stream().map(o -> Map.of("notebook", o.check().notebook(), "what", o.check().what(), "recorded",
        o.check().recorded(), "found", o.found(), "same", o.same())).toList());
    json.put("nothing_recorded", silent);
    json.put("no_scores_recorded", unscored);
    return json;
  }

  private Map<String, Object> json(Comparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("notebook", comparison.recorded().notebook());
    json.put("learned", comparison.learned());
    json.put("differences", plan.differences(comparison.recorded()).stream().map(Difference::toString).toList());
    for (Score score : comparison.scores()) json.put(score.toString(), json(comparison, score));
    comparison.amongLearned().ifPresent(learned -> {
      for (Score score : learned.scores()) json.put(score + "_learned", json(learned, score));
    });
    json.put("trainings", comparison.trained());
    return json;
  }

  private static Map<String, Object> json(Comparison comparison, Score score) {
    Distribution d = comparison.of(score);
    double recorded = score.of(comparison.recorded());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recorded", recorded);
    json.put("count", d.size());
    json.put("mean", d.mean());
    json.put("deviation", d.size() == 1 ? null : d.deviation());
    json.put("min", d.min());
    json.put("median", d.median());
    json.put("max", d.max());
    json.put("below", d.below(recorded));
    json.put("equal", d.equal(recorded));
    json.put("quantile", d.quantile(recorded));
    json.put("inside", d.holds(recorded));
    return json;
  }
}
