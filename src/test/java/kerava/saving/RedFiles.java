package kerava.saving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.config.Limits;

/** The hostile files that src/test/python/red_files.py makes. */
final class RedFiles {
  static final Path FOLDER = Path.of("src/test/resources/kerava/red");
  private static final Snapshot MODEL = ModelFile.read(FOLDER.resolve("genuine.keras"), Limits.DEFAULT);

  private RedFiles() {}

  /**
   * @param threat the advisory, pull request or issue
   * @param weights whether it is read as weights of the genuine model, else as a model
   * @param told what its refusal says
   */
  record Red(Path file, String threat, boolean weights, List<String> told) {
    /** Null if it is not refused. */
    FormatException refusal() {
      try {
        if (weights) ModelFile.readWeights(file, MODEL, Limits.DEFAULT);
        else ModelFile.read(file, Limits.DEFAULT);
        return null;
      } catch (FormatException refused) {
        return refused;
      }
    }
  }

  static List<Red> all() {
    List<Red> all = new ArrayList<>();
    try {
      for (JsonNode each : new ObjectMapper().readTree(FOLDER.resolve("manifest.json").toFile())) {
        List<String> told = new ArrayList<>();
        each.get("told").forEach(text -> told.add(text.asText()));
        all.add(new Red(FOLDER.resolve(each.get("file").asText()), each.get("threat").asText(), each.get("read").asText().equals("weights"),
            told));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Files that Python wrote, or a program that writes as it does. */
  static List<Path> genuine() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.getFileName().toString().matches("genuine_.*\\.keras")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON with as many tokens as the limits allow, for which the reader makes an object each before it can see that they are no layers. */
  private static Path manyObjects() throws IOException {
    Path file = Files.createTempFile("many", ".json");
    file.toFile().deleteOnExit();
    return Files.writeString(file, "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[" + "{},".repeat(740_000) + "{}]}}");
  }

  /** Refuses all of them in a JVM of its own, whose memory is the cap; prints the slowest with its milliseconds. */
  public static void main(String[] arguments) throws IOException {
    String slowest = "";
    long most = 0;
    List<Red> reds = all();
    reds.add(new Red(manyObjects(), "#22974", false, List.of()));
    for (Red red : reds) {
      long begun = System.nanoTime();
      FormatException refused = red.refusal();
      long took = System.nanoTime() - begun;
      if (took > most) slowest = red.file() + " " + took / 1_000_000;
      most = Math.max(most, took);
      for (Throwable cause = refused; cause != null; cause = cause.getCause()) if (cause instanceof Error) throw (Error) cause;
      if (refused == null) throw new AssertionError(red.file() + " is read");
    }
    System.out.println("all refused, the slowest being " + slowest);
  }
}
