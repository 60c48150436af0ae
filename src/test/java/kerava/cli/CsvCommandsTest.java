package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as other programs write them, for a model of three inputs and two outputs: read, or refused with the words that help. */
class CsvCommandsTest {
  private static final List<String> ROWS = List.of("0.5,-1.25,2,1,0", "1.5,0.25,-1,0,1", "-0.5,1,0.75,0,1");
  private static final String NAMES = "age,income,score,yes,no";

  @TempDir static Path temporary;
  private static ModelFolder folder;
  private static String predicted;

  @BeforeAll static void make() throws IOException {
    folder = new ModelFolder(temporary);
    Files.copy(Path.of("src/test/resources/kerava/cli/optimizer.keras"), folder.path("m.keras"));
    String x =
        NAMES.replace(",yes,no", "\n") + String.join("\n", ROWS.stream().map(row -> row.replaceFirst(",\\d,\\d$", "")).toList()) + "\n";
    Files.writeString(folder.path("plain.csv"), x);
    Files.writeString(folder.path("all.csv"), NAMES + "\n" + String.join("\n", ROWS));
    Files.writeString(folder.path("semicolon.csv"), x.replace(',', ';'));
    Files.writeString(folder.path("tabs.csv"), x.replace(',', '\t'));
    Files.writeString(folder.path("tabs.tsv"), x.replace(',', '\t'));
    Files.writeString(folder.path("numbers.csv"), x.replace("age,income,score", "0,1,2"));
    Files.writeString(folder.path("labels.csv"), x.replace("score\n", "score,label\n").replaceAll("(\\d)\n", "$1,no\n"));
    Files.writeString(folder.path("index.csv"),
        "," + x.replace("\n0.5", "\n0,0.5").replace("\n1.5", "\n1,1.5").replace("\n-0.5", "\n2,-0.5"));
    Files.writeString(folder.path("missing.csv"), x.replace("0.25", ""));
    Files.writeString(folder.path("y.csv"), "0\n1\n1\n");
    predicted = folder.run("predict m.keras --x plain.csv --quiet").out();
    assertEquals(ROWS.size(), predicted.lines().count());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', value = {"--x semicolon.csv --separator ;", "--x semicolon.csv --separator semicolon",
      "--x tabs.csv --separator tab", "--x tabs.tsv",
      "--x numbers.csv --header yes", "--x numbers.csv:0,1,2 --header x=yes", "--x numbers.csv:#1,#2,#3 --header yes",
      "--x labels.csv:!label", "--x labels.csv:age,income,score",
      "--x index.csv:!1", "--x all.csv:!yes,no", "--x all.csv:1,2,3", "--x all.csv:#1,#2,#3"}) void isReadWhenTold(String options) {
    Outcome outcome = folder.run("predict m.keras --quiet " + options);
    assertEquals("", outcome.err());
    assertEquals(predicted, outcome.out());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', value = {
      "1 ~ --x semicolon.csv ~ semicolon.csv: its cells are separated by ';', not by ','; say --separator ';'",
      "1 ~ --x tabs.csv ~ tabs.csv: its cells are separated by tab, not by ','; say --separator tab",
      "1 ~ --x numbers.csv ~ row 1 ('0,1,2') may name the columns or be a sample, which cannot be told; say --header yes or no",
      "1 ~ --x labels.csv ~ row 2, column 4 ('label') must be a number, got 'no'; write classes as numbers 0, 1, ..., or leave the column out, as in 'FOLDER/labels.csv:!label'",
      "1 ~ --x index.csv ~ column 1 has no name, as the numbers of rows that pandas writes; leave it out, as in 'FOLDER/index.csv:!1'",
      "1 ~ --x missing.csv ~ row 3, column 2 ('income') is empty; fill it in or remove the row",
      "2 ~ --x plain.csv --separator x ~ --separator must be one of , ; | : tab space, got 'x'",
      "2 ~ --x plain.csv --header maybe ~ --header takes yes, no, or one for each file as in x=yes,y=no, got 'maybe'",
      "2 ~ --x plain.csv --header y=no ~ --header y=no: there is no --y",
      "2 ~ --x m.npy --header no --out o.csv ~ --header is for .csv and .tsv files, and none is given; leave it out"}) void isRefusedWithWhatHelps(
          int code, String options, String message) {
    Outcome outcome = folder.run("predict m.keras --quiet " + options);
    assertEquals(code, outcome.code(), outcome.err());
    assertTrue(outcome.err().contains(message.replace("FOLDER", temporary.toString())), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test void oneFileHoldsSamplesAndLabels() {
    String compiled = " --loss mse --metrics categorical_accuracy --quiet";
    Outcome evaluated = folder.run("evaluate m.keras --x all.csv:!yes,no --y all.csv:yes,no" + compiled);
    assertEquals(0, evaluated.code(), evaluated.err());
    assertEquals(evaluated.out(), folder.run("evaluate m.keras --x plain.csv --y all.csv:4,5" + compiled).out());
    Outcome trained = folder.run("train m.keras --x all.csv:!yes,no --y all.csv:yes,no --optimizer sgd" + compiled);
    assertEquals(0, trained.code(), trained.err());
  }

  @Test void oneColumnIsASampleOfOneFeature() throws IOException {
    try (Sequential one = new Sequential(new Input(1), new Dense(2))) {
      one.save(folder.path("one.keras"));
    }
    String several = folder.run("predict one.keras --quiet --x plain.csv:!income,score").out();
    Outcome outcome = folder.run("predict one.keras --quiet --x plain.csv:age");
    assertEquals(ROWS.size(), outcome.out().lines().count(), outcome.err());
    assertEquals(several, outcome.out());
    assertEquals(0, folder.run(
        "train one.keras --x plain.csv:age --y all.csv:yes,no --optimizer sgd --loss mse --test-x plain.csv:age --test-y all.csv:yes,no")
        .code());
  }

  @Test void eachFileMayHaveItsOwnHeader() {
    String line = "evaluate m.keras --x numbers.csv --y y.csv --loss sparse_categorical_crossentropy --metrics accuracy --quiet --header ";
    assertEquals(0, folder.run(line + "x=yes").code());
    assertEquals(0, folder.run(line + "yes,y=no").code());
    assertTrue(folder.run(line + "yes").err().contains("got 3 in x and 2 in y"));
  }
}
