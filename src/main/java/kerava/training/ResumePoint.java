package kerava.training;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.engine.Totals;

/**
 * Where a fit is: with it, the weights and the optimizer's state another process goes on as if nothing had happened. Seeds and draws are
 * those of the model's generators, layer by layer.
 */
public final class ResumePoint {
  private static final String EPOCH = "epoch", BATCH = "batch", PASS = "pass", SUMS = "sums", COUNTS = "counts", STATE = "state.",
      OWN = "own.",
      GENERATORS = "generators";

  private final int epoch, batch;
  private final ArrayEpochs.Pass pass;
  /** Null: those of an epoch's beginning. */
  private final Totals totals;
  private final List<Long> generators;

  ResumePoint(int epoch, int batch, ArrayEpochs.Pass pass, Totals totals, List<Long> generators) {
    this.epoch = epoch;
    this.batch = batch;
    this.pass = pass;
    this.totals = totals;
    this.generators = generators;
  }

  /** The epoch that is going on, or comes next, counted from 0. */
  public int epoch() { return epoch; }

  /** How many of its batches are done. */
  public int batch() { return batch; }

  ArrayEpochs.Pass pass() { return pass; }

  Totals totals() { return totals; }

  List<Long> generators() { return generators; }

  /** As lines of {@code name = value}; floats by their bits. */
  public String toText() {
    Map<String, String> lines = new TreeMap<>(Map.of(EPOCH, "" + epoch, BATCH, "" + batch, PASS,
        String.join(" ", "" + pass.begun(), "" + pass.seed(), "" + pass.drawn(), "" + pass.seen()), GENERATORS,
        generators.stream().map(String::valueOf).collect(Collectors.joining(" "))));
    if (totals != null) {
      lines.put(SUMS, bits(totals.sums()));
      lines.put(COUNTS, bits(totals.counts()));
      totals.states().forEach((name, state) -> lines.put(STATE + name, bits(state)));
      totals.own().forEach((name, mean) -> lines.put(OWN + name, bits(new float[] {mean.sum(), mean.count()})));
    }
    return lines.entrySet().stream().map(line -> escaped(line.getKey()) + " = " + line.getValue() + "\n").collect(Collectors.joining());
  }

  private static String escaped(String key) { return key.replaceAll("[\\s=:\\\\#!]", "\\\\$0"); }

  /** What {@link #toText} has written; {@code file} is where, for messages. */
  public static ResumePoint of(String text, String file) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
      String[] pass = value(lines, PASS, file).split(" ");
      ArrayEpochs.Pass at =
          new ArrayEpochs.Pass(Boolean.parseBoolean(pass[0]), Long.parseLong(pass[1]), Integer.parseInt(pass[2]),
              Integer.parseInt(pass[3]));
      String generators = value(lines, GENERATORS, file);
      int epoch = Integer.parseInt(value(lines, EPOCH, file)), batch = Integer.parseInt(value(lines, BATCH, file));
      require(epoch >= 0 && batch >= 0 && at.drawn() >= 0 && at.seen() >= 0, "%s: epoch and batch must be at least 0", file);
      return new ResumePoint(epoch, batch, at, lines.containsKey(SUMS) ? totals(lines, file) : null,
          generators.isEmpty() ? List.of() : Arrays.stream(generators.split(" ")).map(Long::valueOf).toList());
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new FormatException(file + ": does not tell where a fit was (" + KeravaException.printable(String.valueOf(e.getMessage()))
          + "); delete its folder to begin anew", e);
    }
  }

  private static String value(Properties lines, String key, String file) {
    String value = lines.getProperty(key);
    require(value != null, "%s: does not tell where a fit was, for it has no %s; delete its folder to begin anew", file, key);
    return value;
  }

  private static Totals totals(Properties lines, String file) {
    Map<String, float[]> states = new TreeMap<>();
    Map<String, Totals.Mean> own = new TreeMap<>();
    for (String key : lines.stringPropertyNames()) {
      if (key.startsWith(STATE)) states.put(key.substring(STATE.length()), floats(lines.getProperty(key)));
      if (!key.startsWith(OWN)) continue;
      float[] mean = floats(lines.getProperty(key));
      own.put(key.substring(OWN.length()), new Totals.Mean(mean[0], mean[1]));
    }
    return new Totals(floats(value(lines, SUMS, file)), floats(value(lines, COUNTS, file)), states, own);
  }

  private static String bits(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> Integer.toHexString(Float.floatToRawIntBits(values[i])))
        .collect(Collectors.joining(" "));
  }

  private static float[] floats(String bits) {
    List<Float> values = new ArrayList<>();
    if (!bits.isEmpty()) for (String each : bits.split(" ")) values.add(Float.intBitsToFloat(Integer.parseUnsignedInt(each, 16)));
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) floats[i] = values.get(i);
    return floats;
  }
}
