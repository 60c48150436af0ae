package kerava.data;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Writes TFRecord files, as golden_datasets.py's tf.io.TFRecordWriter does. */
final class TfRecords {
  private TfRecords() {}

  /** {@code count} examples of one length: image, label, name and raw. */
  static Path written(Path file, int count) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < count; i++) write(out, example(i).toByteArray());
    }
    return file;
  }

  private static Example example(int i) {
    Feature image = Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(i).addValue(i + 0.5f)).build();
    Feature label = Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(i)).build();
    return Example.newBuilder().setFeatures(Features.newBuilder().putFeature("image", image).putFeature("label", label)
        .putFeature("name", bytes(ByteString.copyFromUtf8("nämé " + i)))
        .putFeature("raw", bytes(ByteString.copyFrom(new byte[] {(byte) i, (byte) 255, 0})))).build();
  }

  private static Feature bytes(ByteString bytes) {
    return Feature.newBuilder().setBytesList(BytesList.newBuilder().addValue(bytes)).build();
  }

  private static void write(OutputStream out, byte[] record) throws IOException {
    byte[] length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(record.length).array();
    out.write(length);
    out.write(masked(length));
    out.write(record);
    out.write(masked(record));
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8).array();
  }
}
