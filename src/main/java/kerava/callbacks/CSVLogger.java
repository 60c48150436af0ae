package kerava.callbacks;

import static kerava.KeravaException.require;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.training.Callback;
import kerava.training.Decimals;
import kerava.training.Training;

/**
 * Writes a line for every epoch, numbers as Python prints them, {@code NA} for what an epoch has not: the first one decides the columns.
 * Source: Keras {@code callbacks/csv_logger.py}, Python's {@code csv}.
 */
public final class CSVLogger implements Callback {
  private final Path file;
  private char separator = ',';
  private boolean append;

  private boolean withHeader = true;
  private BufferedWriter out;
  private List<String> keys;

  public CSVLogger(Path file) {
    require(file != null, "CSVLogger: the file must not be null");
    this.file = file;
  }

  public CSVLogger withSeparator(char between) {
    separator = between;
    return this;
  }

  /** Whether lines are added to a file that is there; then a file that is not empty gets no new header. */
  public CSVLogger withAppend(boolean appends) {
    append = appends;
    return this;
  }

  @Override public void onTrainBegin(Training training) {
    close();
    try {
      if (append && Files.exists(file)) withHeader = Files.size(file) == 0;
      out = append
          ? Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
          : Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed(e);
    }
    keys = null;
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    if (keys == null) begin(logs);
    List<String> row = new ArrayList<>(List.of(Integer.toString(epoch)));
    for (String key : keys) row.add(logs.containsKey(key) ? Decimals.repr(logs.get(key)) : "NA");
    write(row);
  }

  private void begin(SortedMap<String, Double> logs) {
    keys = new ArrayList<>(logs.keySet());
    if (keys.stream().noneMatch(key -> key.startsWith("val_"))) logs.keySet().forEach(key -> keys.add("val_" + key));
    List<String> header = new ArrayList<>(List.of("epoch"));
    header.addAll(keys);
    if (withHeader) write(header);
  }

  private void write(List<String> row) {
    try {
      out.write(row.stream().map(this::quoted).collect(Collectors.joining(String.valueOf(separator))) + "\r\n");
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == separator || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private KeravaException failed(IOException e) {
    return new KeravaException("CSVLogger: " + file + " cannot be written (" + e + "); name another file", e);
  }

  private void close() {
    try {
      if (out != null) out.close();
      out = null;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override public void onTrainEnd(Training training, SortedMap<String, Double> logs) { close(); }
}
