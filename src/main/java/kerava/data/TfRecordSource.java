package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;
import static kerava.data.Quoted.quoted;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.FormatException;
import kerava.files.Utf8;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Examples in TFRecord files. Source: TensorFlow {@code core/util/example_proto_helper.cc}, {@code core/example/example.proto}. */
final class TfRecordSource {
  private final List<Path> files;
  private final Map<String, FixedLenFeature> features;

  TfRecordSource(List<Path> files, Map<String, FixedLenFeature> features) {
    require(!files.isEmpty(), "Dataset.tfRecord: there must be a file, got none");
    require(!features.isEmpty(), "Dataset.tfRecord: there must be a feature to read, got none");
    files.forEach(FileInput::size);
    this.files = List.copyOf(files);
    this.features = new LinkedHashMap<>(features);
  }

  DatasetPass pass() {
    return new DatasetPass() {
      private TfRecordFile file;
      private int opened;

      @Override public Element next() {
        while (true) {
          if (file == null) {
            if (opened == files.size()) return null;
            file = new TfRecordFile(files.get(opened++));
          }
          byte[] record = file.next();
          if (record != null) return element(file.last(), record);
          close();
        }
      }

      @Override public void close() {
        if (file != null) file.close();
        file = null;
      }
    };
  }

  private Element element(String where, byte[] record) {
    Map<String, Feature> given;
    try {
      given = Example.parseFrom(record).getFeatures().getFeatureMap();
    } catch (InvalidProtocolBufferException e) {
      throw new FormatException(where + ": is no tf.train.Example (" + e.getMessage() + "); write examples as that", e);
    }
    Map<String, NDArray> values = new LinkedHashMap<>();
    features.forEach((name, feature) -> values.put(name, value(where, name, feature, given)));
    return new Element(Values.named(values), null, null);
  }

  private static NDArray value(String where, String name, FixedLenFeature wanted, Map<String, Feature> given) {
    Feature feature = given.get(name);
    if (feature == null || feature.getKindCase() == Feature.KindCase.KIND_NOT_SET) {
      refuseUnless(wanted.defaultValue() != null, "%s: has no feature %s; it has %s; give the feature a defaultValue, or leave it out",
          where,
          quoted(name), Npz.listed(given.keySet()));
      return wanted.defaultValue();
    }
    String what = where + ", feature " + quoted(name);
    return switch (wanted.dtype()) {
      case FLOAT32 -> floats(what, wanted, feature);
      case INT64 -> longs(what, wanted, feature);
      case UINT8 -> bytes(what, wanted, feature);
      default -> strings(what, wanted, feature);
    };
  }

  private static NDArray floats(String what, FixedLenFeature wanted, Feature feature) {
    kind(what, wanted, feature, Feature.KindCase.FLOAT_LIST);
    List<Float> list = feature.getFloatList().getValueList();
    count(what, wanted.shape(), list.size());
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) values[i] = list.get(i);
    return NDArray.of(wanted.shape(), values);
  }

  private static NDArray longs(String what, FixedLenFeature wanted, Feature feature) {
    kind(what, wanted, feature, Feature.KindCase.INT64_LIST);
    List<Long> list = feature.getInt64List().getValueList();
    count(what, wanted.shape(), list.size());
    return NDArray.of(wanted.shape(), DType.INT64, list.stream().mapToLong(Long::longValue).toArray());
  }

  private static NDArray bytes(String what, FixedLenFeature wanted, Feature feature) {
    kind(what, wanted, feature, Feature.KindCase.BYTES_LIST);
    List<ByteString> list = feature.getBytesList().getValueList();
    refuseUnless(list.size() == 1, "%s: uint8 is read of one string of bytes, got %d; declare it as string", what, list.size());
    count(what, wanted.shape(), list.get(0).size());
    return NDArray.of(wanted.shape(), DType.UINT8, list.get(0).toByteArray());
  }

  private static NDArray strings(String what, FixedLenFeature wanted, Feature feature) {
    kind(what, wanted, feature, Feature.KindCase.BYTES_LIST);
    List<ByteString> list = feature.getBytesList().getValueList();
    count(what, wanted.shape(), list.size());
    return NDArray.of(wanted.shape(), DType.STRING,
        list.stream().map(each -> Utf8.decode(each.toByteArray(), what)).toArray(String[]::new));
  }

  private static void kind(String what, FixedLenFeature wanted, Feature feature, Feature.KindCase kind) {
    refuseUnless(feature.getKindCase() == kind, "%s: %s is read of a %s, got a %s; declare it as that has it", what, wanted.dtype(),
        kind.name().toLowerCase(Locale.ROOT), feature.getKindCase().name().toLowerCase(Locale.ROOT));
  }

  private static void count(String what, Shape shape, int got) {
    refuseUnless(got == shape.elements(), "%s: shape %s takes %d values, got %d; all examples must have as many", what, shape,
        shape.elements(), got);
  }
}
