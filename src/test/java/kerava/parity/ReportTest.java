package kerava.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.random.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of made-up results. */
class ReportTest {
  @TempDir Path folder;

  private static final Recorded XOR = new Recorded("dnn", "xor", 0.002, 1.0, 1.0, 4, List.of(Difference.KERNELS)),
      FASHION = new Recorded("fashion-mnist", "fashion-relu", 0.5, 0.75, 0.5, 4, List.of(Difference.ORDER, Difference.EPSILON));

  private static final Results RESULTS = new Results(new Plan(Rules.KERAS_3, 1, null, null, null),
      new Origin("kerava parity", "two cores", "0.1.0", "2.18.0", "17.0.1"),
      List.of(
          new Comparison(XOR,
              List.of(new TrainedScores("xor", 1, 0.001, 1), new TrainedScores("xor", 2, 0.693, 0.5),
                  new TrainedScores("xor", 3, 0.003, 1))),
          new Comparison(FASHION,
              List.of(new TrainedScores("fashion-relu", 1, 0.25, 0.75), new TrainedScores("fashion-relu", 2, 0.125, 0.875)))),
      List.of(
          new ExactNumber.Outcome(new ExactNumber("fashion-mnist", "fashion-relu", "all parameters", 79_510, lines -> List.of()),
              List.of(79_511L))),
      List.of("mlp"), List.of("dnn-sgd", "dnn-adam"));

  private final String page = new Report(RESULTS).markdown("parity.svg");

  private void says(String text) { assertTrue(page.contains(text), text + " is not in\n" + page); }

  /** Of 0.001, 0.003, 0.693: sum 0.697, mean 0.23233; squares .053515 + .052593 + .212214 = .318323, half of it .1591613, root .3989503. */
  @Test void eachScoreHasItsRow() {
    says("| xor | loss | 0.0020 | 3 | 0.2323 | 0.3990 | 0.0010 | 0.0030 | 0.6930 | inside: 1 of 3 below, quantile 0.33 |");
    says("| xor | accuracy | 1.0000 | 3 | 0.8333 | 0.2887 | 0.5000 | 1.0000 | 1.0000 | inside: 1 of 3 below, 2 equal, quantile 0.67 |");
    says("| fashion-relu | loss | 0.5000 | 2 | 0.1875 | 0.0884 | 0.1250 | 0.1875 | 0.2500 | outside: above all 2 |");
  }

  @Test void thoseThatLearnedHaveTheirOwnRow() {
    says(
        "| xor, those that learned | loss | 0.0020 | 2 | 0.0020 | 0.0014 | 0.0010 | 0.0020 | 0.0030 | inside: 1 of 2 below, quantile 0.50 |");
    says("- xor: 1 of 3 seeds (33 %) did not learn: their accuracy is below 1.0.");
    assertFalse(page.contains("fashion-relu, those that learned"), "all did");
  }

  /** (0.5 - 0.1875) / 0.0883883 = 3.54; twice 2 / (3 + 1) and twice 2 / (2 + 1) are 2.33. */
  @Test void whatIsOutsideIsNamedWithWhatWasOtherwise() {
    says("3 of 4 recorded scores lie within the range of ours.");
    says("with probability 2 / (n + 1); of these 4 that would be 2.3.");
    says("- fashion-relu, loss: 0.5000 lies outside: above all 2 (0.1250 .. 0.2500), 3.5 deviations from the mean. "
        + "Otherwise then: order of the samples, RMSprop's epsilon.");
    says("divides by `sqrt(v + epsilon)`");
    assertFalse(page.contains("Adam"), "no run with Adam was compared");
  }

  /** By the rules of Keras 2 only kernels are otherwise. */
  @Test void whatWasOtherwiseDependsOnTheRules() {
    Results keras2 =
        new Results(new Plan(Rules.KERAS_2, 1, null, null, null), RESULTS.origin(), RESULTS.comparisons(), List.of(), List.of(),
            List.of());
    String text = new Report(keras2).markdown("parity.svg");
    assertTrue(text.contains("3.5 deviations from the mean. Otherwise then: nothing that is known."), text);
    assertTrue(text.contains("whose kernels round otherwise (`xor`)"), text);
    assertFalse(text.contains("epsilon"), text);
  }

  /** Of a published training the loss may not be told. */
  @Test void whatIsNotToldIsNotCompared() {
    Recorded told = Recorded.all().stream().filter(each -> each.run().equals("dlwp-dense")).findFirst().orElseThrow();
    Results results = new Results(RESULTS.plan(), RESULTS.origin(),
        List.of(new Comparison(told,
            List.of(new TrainedScores("dlwp-dense", 1, 0.08, 0.9755), new TrainedScores("dlwp-dense", 2, 0.07, 0.9801)))),
        List.of(),
        List.of(), List.of());
    String text = new Report(results).markdown("parity.svg");
    assertTrue(text.startsWith("# Our numbers beside those that courses and books publish\n\nCourses and books print"), text);
    assertTrue(text.contains("1 of 1 recorded scores lie within the range of ours."), text);
    assertTrue(text.contains("| dlwp-dense | accuracy | 0.9777 | 2 |") && !text.contains("| dlwp-dense | loss"), text);
    assertTrue(text.contains("| deep-learning-with-python | dlwp-dense | [-, 0.9777] |"), text);
    assertTrue(text.contains("whose kernels round otherwise, and with an unknown seed (`dlwp-dense`)"), text);
  }

  @Test void originExactNumbersAndSilenceAreSaid() {
    says("Made by `kerava parity` with Kerava 0.1.0, TensorFlow 2.18.0 and Java 17.0.1 on two cores.");
    says("- fashion-relu, all parameters: recorded 79,510, but ours has [79511]");
    says(
        "## Where nothing is recorded\n\n- The originals of `mlp` recorded no numbers.\n- No scores are recorded of `dnn-sgd`, `dnn-adam`.\n");
    says("| dnn | xor | [0.002, 1.0] |");
    assertFalse(page.contains("quick look"));
    assertTrue(
        new Report(new Results(new Plan(Rules.KERAS_3, 1, null, 1, null), RESULTS.origin(), List.of(), List.of(), List.of(), List.of()))
            .markdown("").contains(
                "**A quick look:**"));
  }

  @Test void smallNumbersKeepTheirDigits() {
    assertEquals(List.of("7.110e-06", "0.0613", "0.0000", "-", "1.0000"),
        List.of(Results.text(7.110358637874015e-06), Results.text(0.0613180),
            Results.text(0), Results.text(Double.NaN), Results.text(1)));
  }

  @Test void pageLinksToThePictureBesideIt() throws Exception {
    Path page = folder.resolve("docs/parity.md"), picture = folder.resolve("pictures/parity.svg");
    new Report(RESULTS).write(page, picture);
    assertTrue(Files.readString(page).contains("](../pictures/parity.svg)"));
    assertEquals(1, Files.list(page.getParent()).count(), "nothing else is left");
  }

  @Test void pictureHasEachLabel() throws Exception {
    RESULTS.picture().write(folder.resolve("parity"));
    String svg = Files.readString(folder.resolve("parity.svg"));
    for (String label : List.of(">xor<", ">fashion-relu<", ">loss, recorded 0.0020<", ">accuracy, recorded 1.0000<",
        ">outside: above all 2<",
        ">inside: 1 of 3 below, 2 equal<", ">Kerava, one seed<", ">recorded<", ">mean ± deviation<", ">1e-2<"))
      assertTrue(svg.contains(label), label);
    assertEquals(2 * 3 + 2 * 2 + 1, svg.split("<circle ").length - 1, "a dot for each training, and the legend's");
  }
}
