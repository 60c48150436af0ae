package kerava.data;

import static kerava.KeravaException.require;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * The samples of a .npy file in row-major order, each read from the file when it is asked for; one sample is in memory at a time. Close
 * it when done. A FileChannel would be closed by an interrupt of the thread that reads, so this is a RandomAccessFile.
 */
public final class NpySamples implements Samples, AutoCloseable {
  private final Path path;
  private final NpyHeader header;
  private final RandomAccessFile file;
  private final ByteBuffer sample;
  private boolean closed;

  NpySamples(Path path, Limits limits) {
    this.path = path;
    long size = FileInput.size(path);
    try {
      header = header(path);
      header.checkSize(path.toString(), size);
      sample = ByteBuffer.allocate(sampleBytes(limits)).order(header.order());
      file = new RandomAccessFile(path.toFile(), "r");
    } catch (EOFException e) {
      throw new FormatException(path + ": truncated: the file ends within the header; fetch the file again", e);
    } catch (IOException e) {
      throw FileInput.unreadable(path, e);
    }
  }

  private static NpyHeader header(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return NpyHeader.read(in, path.toString());
    }
  }

  private int sampleBytes(Limits limits) {
    return (int) (header.sample(path.toString(), limits).shape().elements() * header.width());
  }

  @Override public int count() { return header.shape().size(0); }

  @Override public Shape sampleShape() { return header.shape().dropFirst(); }

  @Override public DType dtype() { return header.type().dtype(); }

  @Override public void read(int index, float[] into, int at) {
    require(!dtype().isText(), "%s: strings are no numbers; let the model's Input be of string", path);
    fetch(index);
    int size = header.width();
    for (int i = 0, from = 0; from < sample.capacity(); i++, from += size) into[at + i] = header.type().at(sample, from);
  }

  @Override public void read(int index, long[] into, int at) {
    if (!dtype().isWhole()) {
      Samples.super.read(index, into, at);
      return;
    }
    fetch(index);
    int size = header.width();
    for (int i = 0, from = 0; from < sample.capacity(); i++, from += size) into[at + i] = header.type().wholeAt(sample, from);
  }

  @Override public void read(int index, String[] into, int at) {
    if (!dtype().isText()) Samples.super.read(index, into, at);
    fetch(index);
    int size = header.width();
    for (int i = 0, from = 0; from < sample.capacity(); i++, from += size)
      into[at + i] = header.text(sample, from, path + ", sample " + index + ", element " + i);
  }

  private void fetch(int index) {
    require(!closed, "%s: the samples were closed; open the file again", path);
    require(index >= 0 && index < count(), "%s: cannot read sample %d of %d", path, index, count());
    try {
      file.seek(header.start() + (long) index * sample.capacity());
      file.readFully(sample.array());
    } catch (EOFException e) {
      throw new FormatException(path + ": truncated since it was opened: sample " + index + " is gone; fetch the file again", e);
    } catch (IOException e) {
      throw new KeravaException(path + ": sample " + index + " cannot be read (" + e + ")", e);
    }
  }

  @Override public void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw new KeravaException(path + ": cannot be closed (" + e + ")", e);
    }
  }
}
