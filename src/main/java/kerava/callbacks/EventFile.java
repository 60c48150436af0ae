package kerava.callbacks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import kerava.KeravaException;

/**
 * A file of events that TensorBoard reads. Each record: its length, the masked CRC32C of that, the event, the masked CRC32C of the event;
 * little-endian. Source: TensorFlow {@code core/lib/io/record_writer.cc}, {@code core/util/event.proto}, {@code framework/summary.proto},
 * {@code framework/tensor.proto}.
 */
final class EventFile implements AutoCloseable {
  /** Fields of Event, Summary.Value, SummaryMetadata with its PluginData, TensorProto and TensorShapeProto. */
  private static final int TIME = 1, STEP = 2, VERSION = 3, SUMMARY = 5, VALUE = 1, TAG = 1, TENSOR = 8, METADATA = 9, PLUGIN = 1, NAME = 1,
      CONTENT = 2, DTYPE = 1, SHAPE = 2, STRING = 8, NUMBERS = 4, AXIS = 2, SIZE = 1;
  private static final int FLOAT32 = 1, FLOAT64 = 2, TEXT = 7;
  private static final int MASK = 0xa282ead8;
  private static final AtomicInteger FILES = new AtomicInteger();

  private final Path file;
  private final OutputStream out;

  /** A new file in {@code folder}, which is made if it is not there. */
  EventFile(Path folder) {
    file = folder.resolve(String.format("events.out.tfevents.%010d.%s.%d.%d.v2", System.currentTimeMillis() / 1000, host(),
        ProcessHandle.current().pid(), FILES.getAndIncrement()));
    try {
      Files.createDirectories(folder);
      out = new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw failed(e);
    }
    write(event().text(VERSION, "brain.Event:2"));
  }

  /** What the system calls itself, without asking the network. */
  private static String host() {
    String host = System.getenv("HOSTNAME");
    return host == null || host.isBlank() ? "localhost" : host.replaceAll("[^\\w.-]", "_");
  }

  private static Proto event() { return new Proto().real(TIME, System.currentTimeMillis() / 1000.0); }

  void scalar(String tag, double value, long step) {
    byte[] number = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) value).array();
    Proto tensor = new Proto().whole(DTYPE, FLOAT32).message(SHAPE, new Proto()).bytes(NUMBERS, number);
    value(tag, step, new Proto().text(NAME, "scalars"), tensor);
  }

  /** {@code buckets}: left edge, right edge and count of each. */
  void histogram(String tag, double[][] buckets, long step) {
    ByteBuffer numbers = ByteBuffer.allocate(Double.BYTES * 3 * buckets.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] bucket : buckets) for (double number : bucket) numbers.putDouble(number);
    Proto shape = new Proto();
    for (int size : new int[] {buckets.length, 3}) shape.message(AXIS, new Proto().whole(SIZE, size));
    value(tag, step, new Proto().text(NAME, "histograms"),
        new Proto().whole(DTYPE, FLOAT64).message(SHAPE, shape).bytes(NUMBERS, numbers.array()));
  }

  /** A text for {@code plugin}, which takes its {@code content} too. */
  void text(String tag, String text, String plugin, String content, long step) {
    value(tag, step, new Proto().text(NAME, plugin).text(CONTENT, content), new Proto().whole(DTYPE, TEXT).message(SHAPE, new Proto())
        .bytes(STRING, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void value(String tag, long step, Proto plugin, Proto tensor) {
    Proto value = new Proto().text(TAG, tag).message(TENSOR, tensor).message(METADATA, new Proto().message(PLUGIN, plugin));
    write(event().whole(STEP, step).message(SUMMARY, new Proto().message(VALUE, value)));
  }

  private void write(Proto event) {
    byte[] bytes = event.toBytes(), length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).array();
    try {
      for (byte[] part : new byte[][] {length, masked(length), bytes, masked(bytes)}) out.write(part);
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.rotateRight((int) sum.getValue(), 15) + MASK)
        .array();
  }

  private KeravaException failed(IOException e) {
    return new KeravaException("TensorBoard: " + file + " cannot be written (" + e + "); name another folder", e);
  }

  @Override public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
