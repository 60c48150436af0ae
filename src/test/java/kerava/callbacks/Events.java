package kerava.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.TensorProto;

/** Reads files of events with TensorFlow's own messages, and checks every sum. */
public final class Events {
  /** {@code values} empty for a text. */
  public record Told(String folder, long step, String tag, String plugin, String content, List<Double> values) {}

  private Events() {}

  public static List<Told> read(Path folder) throws IOException {
    List<Told> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) read(file, all);
    }
    return all;
  }

  private static void read(Path file, List<Told> all) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = true;
    while (bytes.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      bytes.get(bytes.position(), length);
      byte[] event = new byte[Math.toIntExact(bytes.getLong())];
      check(length, bytes.getInt());
      bytes.get(event);
      check(event, bytes.getInt());
      Event read = Event.parseFrom(event);
      if (first) assertEquals("brain.Event:2", read.getFileVersion());
      first = false;
      for (Summary.Value value : read.getSummary().getValueList()) {
        var plugin = value.getMetadata().getPluginData();
        all.add(new Told(file.getParent().getFileName().toString(), read.getStep(), value.getTag(), plugin.getPluginName(),
            plugin.getContent().toStringUtf8(), values(value.getTensor())));
      }
    }
  }

  private static void check(byte[] bytes, int masked) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    int rotated = masked - 0xa282ead8;
    assertEquals((int) sum.getValue(), rotated >>> 17 | rotated << 15);
  }

  private static List<Double> values(TensorProto tensor) {
    List<Double> values = new ArrayList<>();
    ByteBuffer numbers = tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (numbers.hasRemaining()) values.add(tensor.getDtype() == DataType.DT_FLOAT ? numbers.getFloat() : numbers.getDouble());
    return values;
  }
}
