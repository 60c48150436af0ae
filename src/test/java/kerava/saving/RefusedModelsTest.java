package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.saving.Packed.Format;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a model's JSON asks for and Kerava does not have is refused by name, in every format alike, and never ignored; a description lists
 * it.
 */
class RefusedModelsTest {
  /** What to put in place of what, and what the message then says. */
  private record Case(String what, String instead, String... told) {}

  private static final String FIRST = "layers[1] 'first'";

  private static final List<Case> LAYERS = List.of(
      new Case("\"Dropout\"", "\"Lambda\"", "layers[2] 'drop': class 'Lambda' is refused, for it runs code",
          "; supported are Activation, ", ", Dense, ", ", Embedding, ", ", ZeroPadding3D"),
      new Case("\"Dropout\"", "\"TFSMLayer\"", "class 'TFSMLayer' is refused"),
      new Case("\"Dropout\"", "\"TorchModuleWrapper\"", "class 'TorchModuleWrapper' is refused"),
      new Case("\"Dropout\"", "\"MaxNumBoundingBoxes\"", "class 'MaxNumBoundingBoxes' is not supported; supported are Activation, "),
      new Case("\"Dropout\"", "\"java.lang.Runtime\"", "class 'java.lang.Runtime' is not supported"),
      new Case("\"Dropout\"", "\"Input\"", "class 'Input' is not supported"),
      new Case("\"Dropout\"", "7", "class_name must be a string, got 7"),
      new Case("\"kernel_regularizer\":null", "\"kernel_regularizer\":7", FIRST + ", kernel_regularizer: must be an object, got 7"),
      new Case("\"kernel_regularizer\":null", "\"kernel_regularizer\":{\"module\":\"os\",\"class_name\":\"system\"}",
          FIRST + ", kernel_regularizer: class 'system' is not supported; supported are L1, L1L2, L2, OrthogonalRegularizer"),
      new Case("\"bias_constraint\":null", "\"bias_constraint\":{\"class_name\":\"Lambda\"}",
          FIRST + ", bias_constraint: class 'Lambda' is refused, for it runs code"),
      new Case("\"units\":7", "\"units\":7,\"lora_rank\":4", FIRST + ": lora_rank must be null, got 4: not supported yet"),
      new Case("\"units\":7", "\"units\":7,\"speed\":4", FIRST + ": Dense has no setting 'speed' here, got 4"),
      new Case("\"units\":7", "\"units\":7,\"renorm\":false", FIRST + ": Dense has no setting 'renorm'"),
      new Case("\"units\":7", "\"units\":\"7\"", FIRST + ", units: must be an integer of 32 bits, got '7'"),
      new Case("\"units\":7", "\"units\":7.5", "units: must be an integer of 32 bits, got 7.5"),
      new Case("\"units\":7", "\"units\":null", "units: must be an integer of 32 bits, got null"),
      new Case("\"units\":7", "\"units\":99999999999999999999", "must be an integer of 32 bits, got 99999999999999999999"),
      new Case("\"units\":7", "\"units\":2147483647", "too large"),
      new Case("\"units\":7", "\"units\":0", FIRST + ": Dense: units must be at least 1, got 0"),
      new Case("\"units\":7,", "", FIRST + ": units must be given"),
      new Case("\"use_bias\":true", "\"use_bias\":1", FIRST + ", use_bias: must be true or false, got 1"),
      new Case("\"relu\"", "\"swoosh\"", FIRST + ", activation: 'swoosh' is not supported; supported are linear, relu"),
      new Case("\"relu\"", "[]", FIRST + ", activation: must be the name of an activation, got []"),
      new Case("\"rate\":0.5", "\"rate\":\"much\"", "layers[2] 'drop', rate: must be a number, got 'much'"),
      new Case("\"rate\":0.5", "\"rate\":1e400", "layers[2] 'drop', rate: must be a number, got Infinity"),
      new Case("\"rate\":0.5", "\"rate\":1.5", "Dropout: rate must be in 0 .. 1, got 1.5"),
      new Case("\"Zeros\"", "\"Twos\"", FIRST + ", bias_initializer: class 'Twos' is not supported; supported are Constant, "),
      new Case("\"seed\":null", "\"seed\":{\"class_name\":\"SeedGenerator\"}", "seed: must be an integer; objects that make seeds"),
      new Case("\"name\":\"first\",\"trainable\":true,\"dtype\":\"float32\"",
          "\"name\":\"first\",\"trainable\":true,\"dtype\":\"int8\"",
          FIRST + ": dtype must be float32 or float64 or float16 or bfloat16 or mixed_bfloat16 or mixed_float16, got 'int8'"),
      new Case("\"name\":\"first\",\"trainable\":true", "\"name\":\"first\",\"trainable\":1", FIRST + ": trainable must be true, got 1"),
      new Case("[null,4]", "[0,4]", "layers[0] 'input_layer", "the batch axis must be open (null), or a size, got [0, 4]"),
      new Case("[null,4]", "[null" + ",1".repeat(254) + "]", "must be a list of at most 254 sizes, got [null, 1, 1"),
      new Case("\"units\":7", "\"units\":7" + many(10_100, ",\"k%d\":0"), FIRST + ": Dense has no setting 'k0' here, got 0",
          "; and 9900 more"),
      new Case("[null,4]", "[null,null]", "Dense: axis -1 of the input must have a known size, for weights are as long, got (None, None)"),
      new Case("\"sparse\":false", "\"sparse\":true", "sparse must be false or null, got true"),
      new Case("\"name\":\"last\"", "\"name\":\"first\"", "two layers are named 'first'"),
      new Case("\"name\":\"last\"", "\"name\":5", "name: must be a string, got 5"),
      new Case("\"Sequential\"", "\"MyModel\"", "the model: class 'MyModel' is not supported; supported are Sequential and Functional"),
      new Case("\"layers\":[", "\"layers\":7,\"old\":[", "config, layers: must be a list, got 7"),
      new Case("\"layers\":[", "\"layers\":[null,", "layers[0]: must be an object, got null"),
      new Case("\"rate\":0.5", "\"rate\":0.5,\"rate\":0.4", "Duplicate field"),
      new Case("\"rate\":0.5", "\"rate\":NaN", "no JSON"),
      new Case("\"rate\":0.5", "\"rate\":" + "[".repeat(300) + "]".repeat(300), "nesting depth"),
      new Case("\"rate\":0.5", "\"rate\":" + "1".repeat(2000), "length"));

  private static final List<Case> TRAINING = List.of(
      new Case("[\"accuracy\"]", "[\"x\"" + ",\"x\"".repeat(5000) + "]", "metrics, got 5001, limit 5000"),
      new Case("\"learning_rate\":0.001", "\"learning_rate\":0.001,\"learning_rate\":0.1", "Duplicate field"),
      new Case("\"learning_rate\":0.001", "\"learning_rate\":{\"module\":\"os\",\"class_name\":\"system\",\"config\":{\"command\":\"id\"}}",
          "class 'system' is not supported", "the model can be loaded without its compile settings"),
      new Case("[\"accuracy\"]", "[{\"module\":\"builtins\",\"class_name\":\"eval\",\"config\":\"1\"}]", "class 'eval' is not supported"),
      new Case("\"sparse_categorical_crossentropy\"", "{\"class_name\":\"__lambda__\",\"config\":{}}", "class '__lambda__' is refused"),
      new Case("\"sparse_categorical_crossentropy\"", "{\"out\":[{\"module\":\"mine\",\"class_name\":\"Own\",\"config\":{}}]}",
          "class 'Own' is not supported"),
      new Case("\"loss_weights\":null", "\"loss_weights\":[{\"module\":\"os\",\"class_name\":\"getenv\",\"config\":{}}]",
          "compile, loss_weights: must be numbers"));

  @TempDir Path folder;

  private static String many(int count, String each) {
    return IntStream.range(0, count).mapToObj(i -> String.format(each, i)).collect(Collectors.joining());
  }

  @TestFactory Stream<DynamicTest> layers() {
    return Stream.of(Format.values()).flatMap(format -> LAYERS.stream().map(each -> test(format, each, () -> {
      String json = changed(Packed.architecture(format.form), each);
      refused(Packed.file(folder, format, json, null), each);
    })));
  }

  @TestFactory Stream<DynamicTest> training() {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).flatMap(format -> TRAINING.stream().map(each -> test(format, each, () -> {
      String json = changed(Packed.training(format.form), each);
      refused(Packed.file(folder, format, Packed.architecture(format.form), json), each);
    })));
  }

  /** Classes of the same name from elsewhere are not Keras's. */
  @TestFactory Stream<DynamicTest> customClasses() {
    return Stream.of(
        new Case("\"module\":\"keras.layers\",\"class_name\":\"Dropout\"", "\"module\":\"mine\",\"class_name\":\"Dropout\"",
            "layers[2] 'drop': module of Dropout must be keras.layers, got 'mine': custom classes are not supported"),
        new Case("\"registered_name\":null", "\"registered_name\":\"mine>Dropout\"", "registered_name of ",
            "custom classes are not supported"),
        new Case("\"module\":\"keras.layers\",\"class_name\":\"Dropout\"", "\"module\":\"keras.utils\",\"class_name\":\"get_file\"",
            "'get_file'"))
        .flatMap(each -> Stream.of(Format.JSON, Format.KERAS).map(format -> test(format, each,
            () -> refused(Packed.file(folder, format, changed(Packed.architecture(format.form), each), null), each))));
  }

  @TestFactory Stream<DynamicTest> allIsToldAtOnce() {
    return Stream.of(Format.values()).map(format -> DynamicTest.dynamicTest(format.toString(), () -> {
      String json =
          Packed.architecture(format.form).replace("\"Dropout\"", "\"NoSuchLayer\"").replace("\"units\":7", "\"units\":7,\"speed\":4")
              .replace("\"softmax\"", "\"sofmax\"");
      Path file = Packed.file(folder, format, json, null);
      String message = assertThrows(FormatException.class, () -> ModelFile.read(file, Limits.DEFAULT)).getMessage();
      for (String told : List.of("speed", "NoSuchLayer", "sofmax", file.toString())) assertTrue(message.contains(told), message);
      if (!format.ending.equals("json")) assertTrue(message.contains("(Keras " + format.form.dialect().version() + ")"), message);
      Description description = ModelFile.inspect(file, Limits.DEFAULT);
      assertEquals(3, description.unsupported().size(), description.toString());
      assertEquals(List.of("InputLayer", "Dense", "NoSuchLayer", "Dense"),
          description.layers().stream().map(Description.Layer::className).toList());
      assertEquals("last", description.layers().get(3).name());
    }));
  }

  private interface Check {
    void run() throws Exception;
  }

  private static DynamicTest test(Format format, Case each, Check check) {
    String name = each.instead.length() > 60 ? each.instead.substring(0, 60) : each.instead;
    return DynamicTest.dynamicTest(format + " " + name, check::run);
  }

  private static String changed(String json, Case each) {
    String changed = json.replace(each.what, each.instead);
    assertNotEquals(json, changed, each.what + " is in " + json);
    return changed;
  }

  private static void refused(Path file, Case each) {
    String message = assertThrows(FormatException.class, () -> ModelFile.read(file, Limits.DEFAULT)).getMessage();
    for (String told : each.told) assertTrue(message.contains(told), message);
    assertTrue(message.startsWith(file.toString()), message);
  }
}
