package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.files.ZipArchive;
import kerava.files.ZipMember;
import kerava.tensor.NDArray;

/** Arrays of a .npz file whose samples are read while they are needed, one after another: deflated ones cannot be read otherwise. */
final class NpzSource {
  /** A file is never read as a whole, so that it may be of any size. */
  private static final Limits LIMITS = Limits.DEFAULT.with("fileBytes", Long.MAX_VALUE).with("inflatedBytes", Long.MAX_VALUE);

  /** Bytes that are read at once, or one sample. */
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final List<String> keys;
  private final int count;

  /** {@code y} null: there are no labels. */
  NpzSource(Path file, String x, String y) {
    require(x != null, "Dataset.npz: x must be the name of an array, got null");
    this.file = file;
    keys = y == null ? List.of(x) : List.of(x, y);
    try (Reading first = new Reading()) {
      first.open();
      count = first.arrays.get(0).count;
      for (Array array : first.arrays)
        require(array.count == count, "%s: must have as many samples as %s, got %d and %d", array.where, keys.get(0), array.count, count);
    }
  }

  int count() { return count; }

  DatasetPass pass() { return new Reading(); }

  /** One of the arrays, read up to somewhere. */
  private static final class Array {
    final String where;
    final ZipMember.Opened opened;
    final int count;
    private final NpyHeader sample;
    /** Samples that have been read, and which of them comes next. */
    private NDArray block;
    private int at;
    /** Samples that have not been read. */
    private int left;

    Array(String where, ZipMember member) {
      this.where = where;
      opened = member.open(where, LIMITS);
      try {
        NpyHeader header = NpyHeader.read(opened.stream(), where);
        header.checkSize(where, member.size());
        sample = header.sample(where, LIMITS);
        count = left = header.shape().size(0);
        refuseUnless(sample.shape().elements() > 0, "%s: a sample must have a number, got shape %s", where, sample.shape());
      } catch (IOException e) {
        throw failed(e);
      }
    }

    NDArray next() {
      if (block == null || at == block.count()) {
        block = block();
        at = 0;
      }
      return Rows.of(block, at++);
    }

    private NDArray block() {
      int samples = (int) Math.max(1, Math.min(left, BLOCK / (sample.shape().elements() * sample.width())));
      left -= samples;
      try {
        return sample.of(samples).array(opened.stream(), where);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    void finish() {
      try {
        opened.finish();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private FormatException failed(IOException e) {
      return e instanceof EOFException
          ? new FormatException(where + ": truncated: the array ends too early; fetch the file again", e)
          : ZipMember.damaged(where, e);
    }
  }

  private final class Reading implements DatasetPass {
    private final List<Array> arrays = new ArrayList<>();
    private ZipArchive archive;
    private int at;
    private boolean ended;

    @Override public Element next() {
      if (archive == null && !ended) open();
      if (ended) return null;
      if (at++ < count) return keys.size() == 1 ? Element.of(arrays.get(0).next()) : Element.of(arrays.get(0).next(), arrays.get(1).next());
      ended = true;
      arrays.forEach(Array::finish);
      return null;
    }

    private void open() {
      archive = Npz.archive(file, LIMITS);
      Map<String, ZipMember> entries = Npz.entries(archive, file, LIMITS);
      for (String key : keys) arrays.add(new Array(file + ":" + key, Npz.member(entries, file, key)));
    }

    @Override public void close() {
      ended = true;
      try {
        for (Array array : arrays) array.opened.close();
      } catch (IOException e) {
        throw FileInput.unreadable(file, e);
      }
      arrays.clear();
      if (archive != null) archive.close();
    }
  }
}
