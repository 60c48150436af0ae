package kerava.files;

import static kerava.files.Beginning.begins;
import static kerava.files.Beginning.hex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.config.Limits;

/** What a file is that a user gives, told by its first bytes or by the names in it, and what to do with one that is not what is needed. */
public enum FileKind {
  EMPTY("an empty file", "fetch or save it again", seen -> seen.size() == 0),
  MATLAB("a MATLAB file", Cure.DATA, begins("MATLAB ")),
  ZIP("a zip archive", Cure.KERAS, hex("504b0304")),
  EMPTY_ZIP("an empty zip archive", "save it again", hex("504b0506")),
  HDF5("an HDF5 file", Cure.KERAS, Beginning::isHdf5),
  GIT_LFS("a Git LFS pointer, which only stands for the file", "fetch the file itself with git lfs pull",
      begins("version https://git-lfs")),
  HTML("a web page (HTML), as servers send it in place of a file", "download the file itself",
      begins("<!doctype html", "<html", "<head", "<body")),
  XML("XML, as servers send it in place of a file", "download the file itself", begins("<?xml")),
  PYTORCH_PICKLE("a PyTorch file (a Python pickle, which can run any program when it is opened)", Cure.REMADE,
      hex("8002 8a0a 6cfc9c46f920")),
  PICKLE("a Python pickle, which can run any program when it is opened and is never read",
      "save the model itself in Python: model.save('model.keras')",
      hex("8002", "8003", "8004", "8005").or(begins("(dp0", "(lp0", "ccopy_reg", "cnumpy", "csklearn"))),
  NUMPY("a NumPy array (.npy), which is data", Cure.DATA, hex("934e554d5059")),
  TFLITE("a TensorFlow Lite model", Cure.CONVERTED, seen -> seen.at(4, "TFL3")),
  GGUF("a model of llama.cpp (GGUF)", Cure.REMADE, begins("GGUF", "lmgg", "tjgg")),
  SAFETENSORS("safetensors: numbers without a Keras model", Cure.REMADE, Beginning::isSafetensors),
  ONNX("an ONNX model", Cure.REMADE, Beginning::isOnnx),
  CHECKPOINT_STATE("a TensorFlow checkpoint's list of files", Cure.CHECKPOINT, begins("model_checkpoint_path:")),
  CHECKPOINT_INDEX("a part of a TensorFlow checkpoint: its index", Cure.CHECKPOINT, seen -> seen.endsAs("57fb808b247547db")),
  CHECKPOINT_DATA("a part of a TensorFlow checkpoint: its numbers", Cure.CHECKPOINT,
      seen -> seen.name().matches("(?s).*\\.data-\\d{5}-of-\\d{5}")),
  TENSORFLOW_GRAPH("a TensorFlow graph, which is one part of a SavedModel",
      "give the SavedModel's folder, or convert a model without one in Python", hex("080112").or(seen -> seen.name().endsWith(".pb"))),
  GZIP("packed with gzip", Cure.UNPACK, hex("1f8b")),
  BZIP2("packed with bzip2", Cure.UNPACK, begins("BZh")),
  XZ("packed with xz", Cure.UNPACK, hex("fd377a585a00")),
  ZSTD("packed with zstd", Cure.UNPACK, hex("28b52ffd")),
  SEVEN_ZIP("a 7z archive", Cure.UNPACK, hex("377abcaf271c")),
  RAR("a RAR archive", Cure.UNPACK, begins("Rar!")),
  TAR("a tar archive", Cure.UNPACK, seen -> seen.at(257, "ustar")),
  PNG("a picture (PNG)", Cure.DATA, hex("89504e470d0a1a0a")),
  JPEG("a picture (JPEG)", Cure.DATA, hex("ffd8ff")),
  GIF("a picture (GIF)", Cure.DATA, begins("GIF8")),
  BMP("a picture (BMP)", Cure.DATA, Beginning::isBitmap),
  TIFF("a picture (TIFF)", Cure.DATA, hex("49492a00", "4d4d002a")),
  WEBP("a picture (WebP)", Cure.DATA, seen -> seen.at(8, "WEBP")),
  WAVE("sound (WAV)", Cure.DATA, seen -> seen.at(8, "WAVE")),
  PDF("a PDF", Cure.DATA, begins("%PDF")),
  PARQUET("a Parquet table, which is data", Cure.DATA, begins("PAR1")),
  ARROW("an Arrow or Feather table, which is data", Cure.DATA, begins("ARROW1", "FEA1")),
  SQLITE("an SQLite database", Cure.DATA, begins("SQLite format 3")),
  IDX("an IDX file, which is data", Cure.DATA, hex("00000801", "00000802", "00000803", "00000804")),
  JAVA_OBJECT("a serialized Java object, which is never read", Cure.REMADE, hex("aced0005")),
  ZEROS("nothing but zeros, as a download that did not end leaves them", "fetch it again", Beginning::isZero),
  UTF_16("text in UTF-16 or UTF-32", Cure.UTF_8, hex("fffe", "feff", "0000feff").or(Beginning::isWideText)),
  BYTE_ORDER_MARK("text behind a byte order mark", "save it as UTF-8 without one", hex("efbbbf")),
  JSON("JSON", Cure.ARCHITECTURE, begins("{")),
  JSON_IN_A_STRING("JSON within a JSON string, as json.dump(model.to_json()) writes it", "write the text of model.to_json() as it is",
      begins("\"{")),
  JSON_LIST("a list in JSON", Cure.ARCHITECTURE, begins("[")),
  JSON_STRING("a string in JSON", Cure.ARCHITECTURE, begins("\"")),
  YAML("a model as YAML, which Keras wrote until TensorFlow 2.5", "save it again as JSON, in the Keras that wrote it",
      begins("backend:", "class_name:")),
  TABLE("a table of text (CSV), which is data", Cure.DATA, Beginning::isTable),
  TEXT("text that is no JSON", Cure.KERAS, Beginning::isText),
  UNKNOWN("bytes of no known format", "check that it is the right file, and whole", seen -> true),

  NPZ(Form.ZIP, "NumPy arrays (.npz), which are data", Cure.DATA,
      names -> !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"))),
  PYTORCH(Form.ZIP, "a PyTorch model, a pickle in a zip archive", Cure.REMADE,
      names -> names.stream().anyMatch(name -> name.endsWith("data.pkl"))),
  ZIPPED_SAVED_MODEL(Form.ZIP, "a SavedModel in a zip archive", "unpack it, and give the folder", names -> holds(names, "saved_model.pb")),
  DL4J(Form.ZIP, "a model of Deeplearning4j", Cure.REMADE,
      names -> names.contains("configuration.json") && names.contains("coefficients.bin")),
  ZIPPED_FOLDER(Form.ZIP, "the folder of an unpacked .keras in a zip archive", "zip the files in it, without the folder",
      names -> holds(names, "config.json") && holds(names, "model.weights.h5")),
  ZIPPED_MODEL(Form.ZIP, "a zip archive with a model's file in it", Cure.UNPACK,
      names -> names.stream().anyMatch(name -> name.matches("(?s).*\\.(keras|h5|hdf5)"))),
  JAR(Form.ZIP, "a Java archive (.jar)", Cure.KERAS, names -> names.contains("META-INF/MANIFEST.MF")),
  OFFICE(Form.ZIP, "a document or sheet of an office program", Cure.DATA,
      names -> names.contains("[Content_Types].xml") || names.contains("mimetype")),
  OTHER_ZIP(Form.ZIP, "a zip archive without a model of Keras", Cure.KERAS, names -> true),

  TENSORFLOW_2_12(Form.HDF5, "weights as TensorFlow 2.12 alone laid them out", "load them in TensorFlow 2.12, and save the model as .h5",
      names -> names.contains("_layer_checkpoint_dependencies")),
  NETCDF(Form.HDF5, "a netCDF file, which is data", Cure.DATA, names -> names.contains("_NCProperties")),
  PYTABLES(Form.HDF5, "a file of pandas or PyTables, which is data", Cure.DATA, names -> names.contains("PYTABLES_FORMAT_VERSION")),
  OTHER_HDF5(Form.HDF5, "an HDF5 file without a model or weights of Keras", Cure.KERAS, names -> true),

  TENSORFLOW_JS(Form.JSON, "a model of TensorFlow.js",
      "convert it with tensorflowjs_converter --input_format=tfjs_layers_model --output_format=keras, which makes an .h5 of it and its .bin files",
      names -> names.contains("modelTopology")),
  METADATA(Form.JSON, "the metadata of a .keras archive", "give the archive", names -> names.contains("date_saved")),
  CONFIG(Form.JSON, "a model's config alone", Cure.ARCHITECTURE, names -> names.contains("layers") && names.contains("name")),
  TRAINING(Form.JSON, "compile settings without a model", Cure.ARCHITECTURE,
      names -> names.contains("optimizer") || names.contains("optimizer_config")),
  HISTORY(Form.JSON, "the history of a training", Cure.ARCHITECTURE, names -> names.contains("loss")),
  NOTEBOOK(Form.JSON, "a Jupyter notebook", Cure.KERAS, names -> names.contains("nbformat")),
  HUGGING_FACE(Form.JSON, "settings of a Hugging Face model", Cure.REMADE,
      names -> names.contains("model_type") || names.contains("architectures")),
  XGBOOST(Form.JSON, "a model of XGBoost", Cure.REMADE, names -> names.contains("learner")),
  OTHER_JSON(Form.JSON, "JSON without a model of Keras", Cure.ARCHITECTURE, names -> true),

  SAVED_MODEL(Form.FOLDER, "a SavedModel's folder, which is a program", "run it as one, if you trust where it comes from",
      names -> names.contains("saved_model.pb")),
  UNPACKED(Form.FOLDER, "the folder of an unpacked .keras", "zip the files in it",
      names -> names.contains("config.json") && names.contains("model.weights.h5")),
  CHECKPOINT(Form.FOLDER, "the folder of a TensorFlow checkpoint", Cure.CHECKPOINT,
      names -> names.contains("checkpoint") || names.stream().anyMatch(name -> name.matches("(?s).*\\.data-\\d{5}-of-\\d{5}"))),
  OTHER_FOLDER(Form.FOLDER, "a folder", "check the path", names -> true);

  /** What holds names. */
  public enum Form {
    BYTES,
    ZIP,
    HDF5,
    JSON,
    FOLDER
  }

  /** What to do, where it is the same for many. */
  private static final class Cure {
    static final String KERAS = "save the model in Python with model.save('model.keras')",
        DATA = "name a model's file, and this where data is asked for",
        REMADE = "it is of another library, so build the model in Keras, and give it the weights there",
        CONVERTED = "take the Keras model that it was converted from",
        CHECKPOINT = "build the model in Python, load_weights from the checkpoint, and save it as .keras", UNPACK = "unpack it first",
        UTF_8 = "save it as UTF-8", ARCHITECTURE = "write the text of model.to_json()";
  }

  private static final int MOST_FILES = 10_000;

  private final Form form;
  private final String what, cure;
  private final Predicate<Beginning> begins;
  private final Predicate<Set<String>> holds;

  FileKind(String what, String cure, Predicate<Beginning> begins) {
    this(Form.BYTES, what, cure, begins, names -> false);
  }

  FileKind(Form form, String what, String cure, Predicate<Set<String>> holds) {
    this(form, what, cure, seen -> false, holds);
  }

  FileKind(Form form, String what, String cure, Predicate<Beginning> begins, Predicate<Set<String>> holds) {
    this.form = form;
    this.what = what;
    this.cure = cure;
    this.begins = begins;
    this.holds = holds;
  }

  /** By the first bytes, the last ones, and the name where there is nothing else; {@link #UNKNOWN} at worst. */
  public static FileKind of(Path file, Limits limits) {
    try (Source source = Source.open(file, limits)) {
      return of(source, String.valueOf(file.getFileName()));
    }
  }

  /** {@code name}: of the file; empty if it has none. */
  public static FileKind of(Source source, String name) { return of(Beginning.of(source, name)); }

  private static FileKind of(Beginning seen) { return first(Form.BYTES, kind -> kind.begins.test(seen)); }

  /** Of a text that is in no file. */
  public static FileKind ofText(String text) { return of(Beginning.of(text)); }

  /** By the names that stand outermost in a zip archive, an HDF5 file, an object of JSON or a folder. */
  public static FileKind of(Form form, Collection<String> names) {
    Set<String> held = Set.copyOf(names);
    return first(form, kind -> kind.holds.test(held));
  }

  public static FileKind ofFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return of(Form.FOLDER, files.limit(MOST_FILES).map(file -> file.getFileName().toString()).toList());
    }
  }

  private static FileKind first(Form form, Predicate<FileKind> rule) {
    return List.of(values()).stream().filter(kind -> kind.form == form && rule.test(kind)).findFirst().orElseThrow();
  }

  private static boolean holds(Set<String> names, String file) {
    return names.stream().anyMatch(name -> name.equals(file) || name.endsWith("/" + file));
  }

  /** The refusal of a file that is this and must be {@code needed}. */
  public FormatException refusal(String where, String needed) { return refusal(where, needed, cure); }

  public FormatException refusal(String where, String needed, String cure) {
    return new FormatException(where + ": must be " + needed + ", got " + what + "; " + cure);
  }
}
