package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.data.DataFile;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands on model files refuse: one line, what was got and what to do, and the exit code that tells usage from failure. */
class ModelCommandsRefuseTest {
  @TempDir static Path temporary;
  private static ModelFolder folder;

  @BeforeAll static void make() throws IOException {
    folder = ModelFolder.in(temporary);
    folder.run("convert model.keras m.json");
    folder.run("convert model.keras w.weights.h5");
    folder.run("convert model.keras old.h5 --weights-only");
    Files.copy(folder.path("w.weights.h5"), folder.path("w.h5"));
    DataFile.write(folder.path("flat.npy").toString(), ModelFolder.X.reshape(11, 6));
    DataFile.write(folder.path("few.npy").toString(), ModelFolder.Y.slice(0, 4));
    DataFile.write(folder.path("high.npy").toString(), NDArray.of(2, 0, 1, 1, 2, 0, 2, 1, 0, 0, 3));
    Files.writeString(folder.path("junk.keras"), "PK\3\4 but no archive");
    Files.writeString(folder.path("junk.json"), "{\"history\": {\"loss\": [1, \"two\"]}}");
    Files.writeString(folder.path("empty.json"), "{\"history\": {}}");
    try (Sequential plain = new Sequential(new Input(2), new Dense(1))) {
      plain.save(folder.path("plain.keras"), kerava.saving.Dialect.KERAS_3);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "summary                                                      | summary: which MODEL? Name a file",
      "summary model.keras m.json                                   | summary: takes one MODEL, got",
      "summary model.keras --dialect keras4                         | there is no 'keras4'; did you mean 'keras3'?",
      "summary model.keras --wights w.weights.h5                    | there is no option --wights; did you mean --weights?",
      "inspekt model.keras                                          | there is no command 'inspekt'; did you mean 'inspect'?",
      "inspect                                                      | inspect: which FILE?",
      "convert model.keras                                          | convert: takes two files, IN and OUT, got",
      "convert model.keras out.txt                                  | must end in .keras, .h5, .weights.h5 or .json, or have no ending for a",
      "convert model.keras o.keras --weights-only                   | --weights-only is for .h5, got FOLDER/o.keras; leave it out",
      "convert model.keras o.keras --dialect keras2                 | --dialect keras2 is for .h5 and .json",
      "predict model.keras                                          | predict: --x FILE must be given",
      "predict model.keras --x x.npy --out p.txt                    | predict: --out must end in .npy, .csv or .json, got",
      "predict model.keras --x x.npy --batch-size 0                 | --batch-size must be in 1 .. 2147483647, got 0",
      "evaluate model.keras --x x.npy                               | evaluate: --y FILE must be given",
      "train model.keras --x x.npy --y y.npy --optimizer adem       | --optimizer: there is no 'adem'; did you mean 'adam'?",
      "train model.keras --x x.npy --y y.npy --loss mean_square     | --loss: there is no 'mean_square'; did you mean 'mean_squared_error'?",
      "train model.keras --x x.npy --y y.npy --metrics acuracy      | --metrics: there is no 'acuracy'; did you mean 'accuracy'?",
      "train model.keras --x x.npy --y y.npy --shuffle yes          | --shuffle: there is no 'yes'",
      "train model.keras --x x.npy --y y.npy --validation-split 1   | --validation-split must be between 0 and 1, got 1",
      "train model.keras --x x.npy --y y.npy --validation-split a   | --validation-split takes a number, got 'a'",
      "train model.keras --x x.npy --y y.npy --validation-x x.npy   | --validation-x and --validation-y go together, got --validation-x alone",
      "train model.keras --x x.npy --y y.npy --test-y y.npy         | --test-x and --test-y go together, got --test-y alone",
      "train model.keras --x x.npy --y y.npy --validation-sample-weight y.npy | goes with --validation-x and --validation-y, got it alone",
      "train model.keras --x x.npy --y y.npy --class-weight 1:2     | --class-weight takes CLASS=WEIGHT[,CLASS=WEIGHT], got '1:2'",
      "train model.keras --x x.npy --y y.npy --class-weight 1=2,1=3 | --class-weight: class 1 is given twice",
      "train model.keras --x x.npy --y y.npy --callbacks early_stoping | train: --callbacks: there is no 'early_stoping'; did you mean early_stopping?",
      "train model.keras --x x.npy --y y.npy --callbacks remote_monitor | remote_monitor is not supported, for nothing in Kerava opens a connection",
      "train model.keras --x x.npy --y y.npy --callbacks orbax_checkpoint:f | orbax_checkpoint is not supported, for its files are those of another",
      "train model.keras --x x.npy --y y.npy --callbacks csv    | train: --callbacks: csv needs a name, csv:FILE",
      "train model.keras --x x.npy --y y.npy --callbacks early_stopping:patience=x | patience must be a whole number, got 'x'",
      "train model.keras --x x.npy --y y.npy --callbacks early_stopping:mood=1 | a setting is written NAME=VALUE with a NAME of [baseline,",
      "train model.keras --x x.npy --y y.npy --callbacks early_stopping:mode=up | mode must be one of [auto, min, max], got 'up'",
      "train model.keras --x x.npy --y y.npy --callbacks backup:b:save_freq=0 | saveFreq must be at least 1 batch, got 0",
      "train model.keras --x x.npy --y y.npy --out o.json           | train: --out must end in .keras, .h5 or .weights.h5, got",
      "train model.keras --x x.npy --y y.npy --dialect keras2       | --dialect is for the file of --out, which is missing",
      "train m.json --x x.npy --y y.npy                             | tells no optimizer and no loss, for it is not compiled, or not with",
      "train model.keras --x x.npy --y y.npy --no-compile --loss mse | with --no-compile there is no optimizer and no loss; give them by",
      "evaluate model.keras --x x.npy --y y.npy --no-compile        | with --no-compile there is no loss; give it by --loss",
      "plot history.json --out p.pdf                                | plot: --out must end in .svg or .png, got",
      "plot history.json --weights w.weights.h5                     | plot: --weights is for a model, got a history"}) void wrongUsage(
          String line, String message) {
    refused(2, line, message.replace("FOLDER", temporary.toString()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "summary missing.keras                                        | missing.keras: no such file; check the path",
      "summary junk.keras                                           | junk.keras: truncated: a zip archive without the directory at its end",
      "summary w.weights.h5                                         | holds weights alone, no model; name its model, and the weights with --weights",
      "inspect x.npy                                                | inspect: FOLDER/x.npy holds data, no model; name a .keras, .h5 or .json file",
      "predict x.npy --x x.npy                                      | predict: FOLDER/x.npy holds data, no model; name a .keras, .h5 or .json file, and the data by --x",
      "predict data.csv:a,b --x x.npy                               | data.csv:a,b holds data, no model",
      "predict model.keras --weights y.npy --x x.npy                | predict: --weights FOLDER/y.npy holds data, no weights",
      "predict m.json --weights m.json --x x.npy                    | predict: --weights FOLDER/m.json holds an architecture, no weights",
      "predict w.h5 --x x.npy                                       | w.h5 holds weights alone, no model; name its model, and the weights with --weights FOLDER/w.h5",
      "summary old.h5                                               | old.h5 holds weights alone, no model; name its model, and the weights with --weights FOLDER/old.h5",
      "convert m.json out.keras                                     | convert: FOLDER/m.json holds the architecture alone; give its weights with",
      "convert model.keras no/such/out.keras                        | cannot be saved, there is no folder",
      "predict m.json --x x.npy                                     | predict: FOLDER/m.json holds the architecture alone",
      "predict model.keras --x missing.npy                          | missing.npy: no such file; check the path",
      "predict model.keras --x flat.npy                             | predict: the model takes samples of shape (2, 3), got x with samples of shape (6,)",
      "predict plain.keras --weights w.weights.h5 --x x.npy         | is it the file of another model?",
      "evaluate plain.keras --x x.npy --y y.npy                     | plain.keras tells no loss, for it is not compiled, or not with what is supported; give it by --loss",
      "evaluate model.keras --x x.npy --y few.npy                   | evaluate: x and y must have as many samples, got 11 in x and 4 in y",
      "train model.keras --x x.npy --y high.npy                     | labels must be in 0 .. 2, for the model has 3 outputs; got 3 in y at sample 10",
      "train model.keras --x x.npy --y y.npy --sample-weight few.npy| x and --sample-weight must have as many samples, got 11 in x and 4",
      "train model.keras --x x.npy --y y.npy --out no/such/o.keras  | cannot be saved, there is no folder",
      "train model.keras --x x.npy --y y.npy --validation-split .99 | leaves 0 of 11 samples for training",
      "plot missing.json                                            | missing.json: no such file; check the path",
      "plot junk.json --out p.svg                                   | junk.json: loss must be a list of numbers, got \"two\" in it",
      "plot empty.json --out p.svg                                  | LearningCurves: there must be an epoch to draw, got none"}) void failure(
          String line, String message) {
    refused(1, line, message.replace("FOLDER", temporary.toString()));
  }

  private static void refused(int code, String line, String message) {
    Outcome outcome = folder.run(line + (line.startsWith("train") || line.startsWith("predict") ? " --quiet" : ""));
    assertEquals(code, outcome.code(), outcome.err());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("kerava: ") && outcome.err().contains(message.trim()), outcome.err());
    assertEquals(1, outcome.err().lines().count(), "no stack trace: " + outcome.err());
  }

  @Test void weightsOrClassesNotBoth() {
    refused(2, "train model.keras --x x.npy --y y.npy --class-weight 1=2 --sample-weight y.npy", "got both");
    refused(2, "train model.keras --x x.npy --y y.npy --validation-split .5 --validation-x x.npy --validation-y y.npy", "got both");
  }

  @Test void aFailedTrainingLeavesTheOldFile() throws IOException {
    Files.writeString(folder.path("old.keras"), "old");
    refused(1, "train model.keras --x x.npy --y high.npy --out old.keras", "labels must be in");
    assertEquals("old", Files.readString(folder.path("old.keras")));
    try (var files = Files.list(temporary)) {
      assertEquals(List.of(), files.filter(f -> f.toString().endsWith(".part")).toList());
    }
  }

  @Test void aModelMayBeConvertedOntoItself() throws IOException {
    Files.copy(folder.path("model.keras"), folder.path("self.keras"));
    String before = folder.run("predict self.keras --x x.npy").out();
    assertEquals(0, folder.run("convert self.keras self.keras").code());
    assertArrayEquals(before.getBytes(), folder.run("predict self.keras --x x.npy").out().getBytes());
  }
}
