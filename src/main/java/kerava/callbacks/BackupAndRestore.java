package kerava.callbacks;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.files.SafeFile;
import kerava.training.Callback;
import kerava.training.ResumePoint;
import kerava.training.Training;

/**
 * Keeps in a folder what a fit needs to go on after its process was killed: the same program, run again, goes on after the last epoch, or
 * batch, that was kept, and ends with the same bits. Source: Keras {@code callbacks/backup_and_restore.py}, which begins the epoch anew and
 * keeps no place of the shuffle.
 */
public final class BackupAndRestore implements Callback {
  private static final String PLACE = "training_metadata.txt", WEIGHTS = ".weights.h5", NAMES = "epoch-%d-batch-%d-%d" + WEIGHTS;

  private final Path folder;
  private int saveFreq;
  private boolean deleteCheckpoint = true;

  private int seen, lastBatch;
  private long kept;

  /** {@code backupDir}: a folder of its own for each fit, which is made if it is not there. */
  public BackupAndRestore(Path backupDir) {
    require(backupDir != null && !backupDir.toString().isEmpty(), "BackupAndRestore: the folder must have a name");
    folder = backupDir;
  }

  /** Keeps after so many batches, counted on over epochs, in place of after every epoch. */
  public BackupAndRestore withSaveFreq(int batches) {
    require(batches >= 1, "BackupAndRestore: saveFreq must be at least 1 batch, got %d; leave it out to keep after every epoch", batches);
    saveFreq = batches;
    return this;
  }

  /** Whether a fit that has come to its end deletes what it kept. */
  public BackupAndRestore withDeleteCheckpoint(boolean deletes) {
    deleteCheckpoint = deletes;
    return this;
  }

  @Override public boolean everyBatch() { return saveFreq > 0; }

  @Override public void onTrainBegin(Training training) {
    seen = 0;
    lastBatch = -1;
    Path file = folder.resolve(PLACE);
    if (!Files.exists(file)) return;
    List<String> lines = lines(file);
    String weights = lines.get(0);
    require(weights.endsWith(WEIGHTS) && !weights.contains("/") && !weights.contains("\\"),
        "BackupAndRestore: %s does not name the file of weights in its first line; delete the folder to begin anew", file);
    ResumePoint place = ResumePoint.of(String.join("\n", lines.subList(1, lines.size())), file.toString());
    training.loadWeights(folder.resolve(weights));
    training.goOn(place);
    lastBatch = place.batch() - 1;
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      require(!lines.isEmpty(), "BackupAndRestore: %s is empty; delete the folder to begin anew", file);
      return lines;
    } catch (IOException e) {
      throw new KeravaException("BackupAndRestore: " + file + " cannot be read (" + e + "); delete the folder to begin anew", e);
    }
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    lastBatch = -1;
    if (saveFreq == 0) keep(training);
  }

  @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
    if (saveFreq == 0) return;
    seen += step - lastBatch;
    lastBatch = step;
    if (seen < saveFreq) return;
    seen = 0;
    keep(training);
  }

  /** First the weights under a name of their own, then the place, which names them: whatever is killed between leaves what was before. */
  private void keep(Training training) {
    ResumePoint place = training.place();
    try {
      Files.createDirectories(folder);
      String weights = String.format(NAMES, place.epoch(), place.batch(), System.currentTimeMillis() + kept++);
      training.saveWeights(folder.resolve(weights));
      SafeFile.write(folder.resolve(PLACE), out -> out.write((weights + "\n" + place.toText()).getBytes(StandardCharsets.UTF_8)));
      for (Path old : weights()) if (!old.getFileName().toString().equals(weights)) Files.delete(old);
    } catch (IOException e) {
      throw new KeravaException("BackupAndRestore: " + folder + " cannot be written (" + e + "); name another folder", e);
    }
  }

  private List<Path> weights() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches("epoch-\\d+-batch-\\d+-\\d+\\.weights\\.h5")).toList();
    }
  }

  @Override public void onTrainEnd(Training training, SortedMap<String, Double> logs) {
    if (!deleteCheckpoint || !Files.exists(folder)) return;
    try {
      Files.deleteIfExists(folder.resolve(PLACE));
      for (Path file : weights()) Files.delete(file);
      try (Stream<Path> left = Files.list(folder)) {
        if (left.findAny().isPresent()) return;
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new KeravaException("BackupAndRestore: " + folder + " cannot be deleted (" + e + ")", e);
    }
  }
}
