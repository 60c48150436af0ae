package kerava.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kerava.config.Limits;
import kerava.data.ColorMode;
import kerava.data.Csv;
import kerava.data.Dataset;
import kerava.data.Elements;
import kerava.data.Idx;
import kerava.data.LoadImg;
import kerava.data.Npy;
import kerava.data.Npz;
import kerava.data.Resampling;
import kerava.hdf5.Checksums;

/** What is fuzzed: how bytes become a file, and what reads it. */
enum Target {
  /** JSON as it comes. */
  JSON("json") {
    @Override List<byte[]> seeds() { return Sources.models("adam.json"); }
  },
  /** Genuine JSON with changes, in each format. */
  CONFIG("model") {
    private final List<String> modern = List.of(text(Sources.models("keras3/adam.json")), text(Sources.models("keras2/adam.json")));
    private final Map<String, byte[]> archive = Sources.members("keras3/sgd.keras");

    @Override List<byte[]> seeds() { return seed(4, 40); }

    @Override byte[] file(byte[] input) {
      Program program = new Program(input);
      int format = program.choice(4);
      if (format < 2) return Sources.utf8(JsonPatches.apply(modern.get(format), program));
      if (format == 2) {
        Map<String, byte[]> members = new LinkedHashMap<>(archive);
        members.put("config.json", Sources.utf8(JsonPatches.apply(text(List.of(archive.get("config.json"))), program)));
        return Sources.zip(members);
      }
      String model = program.choice(2) == 0 ? "keras3/adam.h5" : "keras2/adam.h5",
          changed = program.choice(2) == 0 ? "model_config" : "training_config";
      Map<String, String> attributes = new LinkedHashMap<>();
      for (String name : List.of("model_config", "training_config", "keras_version")) attributes.put(name, Sources.attribute(model, name));
      attributes.computeIfPresent(changed, (name, json) -> JsonPatches.apply(json, program));
      return Sources.h5(attributes);
    }
  },
  /** Genuine JSON of models whose layers form a graph, of either Keras, with changes. */
  GRAPH("json") {
    private final List<byte[]> genuine = Sources.fixtures("graphs", ".json");

    @Override List<byte[]> seeds() { return seed(genuine.size(), 60); }

    @Override byte[] file(byte[] input) {
      Program program = new Program(input);
      return Sources.utf8(JsonPatches.apply(text(List.of(genuine.get(program.choice(genuine.size())))), program));
    }
  },
  /** An archive as it comes. */
  KERAS("keras") {
    @Override List<byte[]> seeds() { return Sources.models("sgd.keras"); }
  },
  /** An archive with one member changed, or one more, and all its checksums right. */
  MEMBERS("keras") {
    private final Map<String, byte[]> archive = Sources.members("keras3/sgd.keras");
    private final List<String> names = new ArrayList<>(archive.keySet());

    @Override List<byte[]> seeds() {
      List<byte[]> seeds = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) seeds.add(joined(i, archive.get(names.get(i))));
      seeds.add(joined(names.size(), Sources.utf8("\tassets/a\tb")));
      return seeds;
    }

    @Override byte[] file(byte[] input) {
      Program program = new Program(input);
      int member = program.choice(names.size() + 1);
      Map<String, byte[]> members = new LinkedHashMap<>(archive);
      String name = member < names.size() ? names.get(member) : new String(program.take(program.choice(32)), StandardCharsets.UTF_8);
      members.put(name, Checksums.mend(program.rest()));
      return Sources.zip(members);
    }
  },
  /** The headers of an archive, changed: what is read is what other readers of archives see. */
  ARCHIVE("zip") {
    private final List<byte[]> genuine = Sources.fixtures("zip", ".zip");

    @Override List<byte[]> seeds() { return seed(genuine.size(), 24); }

    @Override byte[] file(byte[] input) {
      Program program = new Program(input);
      return BytePatches.apply(genuine.get(program.choice(genuine.size())), program);
    }

    @Override List<Consumer<Path>> readings() { return List.of(Archives::sameForAll); }
  },
  /** HDF5 as it comes, with right checksums. */
  H5("h5") {
    @Override List<byte[]> seeds() { return concat(Sources.models("sgd.h5"), Sources.fixtures("hdf5", ".h5")); }

    @Override byte[] file(byte[] input) { return Checksums.mend(input.clone()); }
  },
  /** A genuine HDF5 file with changes. */
  PATCHED("h5") {
    private final List<byte[]> genuine = concat(Sources.models(".h5"), Sources.fixtures("hdf5", ".h5"));

    @Override List<byte[]> seeds() { return seed(genuine.size(), 60); }

    @Override byte[] file(byte[] input) {
      Program program = new Program(input);
      return Checksums.mend(BytePatches.apply(genuine.get(program.choice(genuine.size())), program));
    }
  },
  /** The graph of a SavedModel, which is described without being run. */
  SAVED_MODEL("pb") {
    @Override List<byte[]> seeds() { return List.of(Graphs.withASaver()); }

    @Override List<Consumer<Path>> readings() { return List.of(Graphs::describe); }
  },
  NPY("npy") {
    @Override List<byte[]> seeds() { return Sources.fixtures("npy", ".npy"); }

    @Override List<Consumer<Path>> readings() { return List.of(Npy::read, file -> Npy.open(file).close()); }
  },
  NPZ("npz") {
    @Override List<byte[]> seeds() { return Sources.fixtures("npy", ".npz"); }

    @Override List<Consumer<Path>> readings() {
      return List.of(file -> Npz.keys(file).forEach(key -> Npz.read(file, key)), Target::samples);
    }
  },
  /** Images as they come; small ones, for the time of the decoders. */
  IMAGE("png") {
    @Override List<byte[]> seeds() {
      return concat(concat(Sources.fixtures("images", ".png"), Sources.fixtures("images", ".jpg")),
          concat(Sources.fixtures("images", ".gif"), Sources.fixtures("images", ".bmp")));
    }

    @Override List<Consumer<Path>> readings() {
      LoadImg load = new LoadImg().withLimits(Limits.DEFAULT.with("elements", 1L << 20));
      return List.of(load::of, load.withColorMode(ColorMode.RGBA).withTargetSize(3, 2).withInterpolation(Resampling.BICUBIC)::of);
    }
  },
  IDX("idx") {
    @Override List<byte[]> seeds() {
      return List.of(new byte[] {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6},
          Sources.gzip(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 9, 8}));
    }

    @Override List<Consumer<Path>> readings() { return List.of(file -> Idx.read(file).array()); }
  },
  CSV("csv") {
    @Override List<byte[]> seeds() {
      return List.of(Sources.utf8("a,\"b \"\"c\"\"\"\r\n1,-2.5e3\r\nnan, inf \r\n"), Sources.utf8("1;2\n3,4\n"));
    }

    @Override List<Consumer<Path>> readings() { return List.of(Csv::read); }
  };

  private static final int PROGRAMS = 5;

  private static void samples(Path file) {
    for (String key : Npz.keys(file))
      try (Elements elements = Dataset.npz(file, key).elements()) {
        while (elements.hasNext()) elements.next();
      }
  }

  final String ending;

  Target(String ending) { this.ending = ending; }

  abstract List<byte[]> seeds();

  /** The file that {@code input} stands for. */
  byte[] file(byte[] input) { return input; }

  /** All ways to read the file. */
  List<Consumer<Path>> readings() { return Models.READINGS; }

  /** Programs of so many first choices, some of each, at random but always the same. */
  private static List<byte[]> seed(int choices, int length) {
    List<byte[]> seeds = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < PROGRAMS * choices; i++) {
      byte[] rest = new byte[random.nextInt(length)];
      random.nextBytes(rest);
      seeds.add(joined(i % choices, rest));
    }
    return seeds;
  }

  private static byte[] joined(int first, byte[] rest) {
    byte[] all = new byte[rest.length + 1];
    all[0] = (byte) first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static List<byte[]> concat(List<byte[]> some, List<byte[]> more) { return Stream.concat(some.stream(), more.stream()).toList(); }

  private static String text(List<byte[]> files) { return new String(files.get(0), StandardCharsets.UTF_8); }
}
