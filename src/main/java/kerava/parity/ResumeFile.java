package kerava.parity;

import static kerava.FormatException.refuseUnless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.random.Rules;

/**
 * The trainings that are done, so that a comparison broken off goes on where it was: a file with a line of JSON for each. Only lines of the
 * same versions and limits count. Files may be joined with {@code cat}.
 */
public final class ResumeFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String RULES = "rules";

  private final Path file;
  private final Map<String, Object> conditions = new LinkedHashMap<>();
  private final Map<String, TrainedScores> trained = new HashMap<>();

  /** {@code file} null: nothing is kept. If there is none yet, it is made. */
  public ResumeFile(Path file, Plan plan, Origin origin) {
    this.file = file;
    conditions.put("kerava", origin.kerava());
    conditions.put("tensorflow", origin.tensorflow());
    conditions.put(RULES, plan.rules());
    conditions.put("epochs", plan.epochs());
    conditions.put("limit", plan.limit());
    if (file != null && Files.exists(file)) read();
  }

  Optional<TrainedScores> find(String run, long seed) { return Optional.ofNullable(trained.get(run + " " + seed)); }

  void add(TrainedScores one) {
    if (file == null) return;
    Map<String, Object> line = new LinkedHashMap<>(conditions);
    line.put("run", one.run());
    line.put("seed", one.seed());
    line.put("loss", one.loss());
    line.put("accuracy", one.accuracy());
    try {
      byte[] bytes = (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be written (" + e + "); check that the folder exists, may be written and has room", e);
    }
  }

  /** What to do when a comparison is broken off. */
  String advice() {
    return file == null
        ? "with --resume FILE the finished trainings would have been kept"
        : "the finished trainings are kept in " + file + ", and the same command goes on from there";
  }

  private void read() {
    try {
      String text = Files.readString(file);
      int whole = text.lastIndexOf('\n') + 1, number = 0;
      for (String line : text.substring(0, whole).split("\n")) if (!line.isBlank()) read(line, ++number);
      String rest = text.substring(whole);
      refuseUnless(rest.isEmpty() || rest.startsWith("{\"kerava\""),
          "%s: the last line is not a training's; give a file that --resume made", file);
      if (!rest.isEmpty()) cut(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
    } catch (IOException e) {
      throw new FormatException(file + ": cannot be read (" + e + "); give a file that --resume made", e);
    }
  }

  private void read(String text, int number) {
    JsonNode line;
    try {
      line = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new FormatException(file + ", line " + number + ": is not JSON; give a file that --resume made", e);
    }
    for (String field : new String[] {"run", "seed", "loss", "accuracy"})
      refuseUnless(line.hasNonNull(field), "%s, line %d: there is no %s; give a file that --resume made", file, number, field);
    // as lines had none once
    if (!line.has(RULES)) ((ObjectNode) line).set(RULES, MAPPER.valueToTree(Rules.KERAS_3));
    for (var condition : conditions.entrySet())
      if (!MAPPER.valueToTree(condition.getValue()).equals(line.path(condition.getKey()))) return;
    TrainedScores one =
        new TrainedScores(line.get("run").asText(), line.get("seed").asLong(), line.get("loss").asDouble(),
            line.get("accuracy").asDouble());
    trained.put(one.run() + " " + one.seed(), one);
  }

  /** A program killed while it wrote leaves half a line: that training is done again. */
  private void cut(long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }
}
