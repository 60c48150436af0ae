package kerava.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shared libraries without which TensorFlow runs on no NVIDIA GPU, and where the system's linker finds them on Linux: in
 * {@code folders} or, by its {@code cache}, elsewhere. Source: TensorFlow 2.18
 * {@code third_party/xla/third_party/tsl/tsl/platform/default/dso_loader.cc} for CUDA 12 and cuDNN 9.
 */
record CudaLibraries(List<Path> folders, Path cache) {
  static final List<String> NEEDED = List.of("libcuda.so.1", "libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12", "libcufft.so.11",
      "libcusolver.so.11", "libcusparse.so.12", "libcudnn.so.9");
  private static final List<String> USUAL = List.of("/usr/local/cuda/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib");

  /** Those of this machine: the folders of {@code LD_LIBRARY_PATH} first. */
  static CudaLibraries ofThisMachine() {
    String given = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
    return new CudaLibraries(
        Stream.concat(Stream.of(given.split(":")).filter(folder -> !folder.isBlank()), USUAL.stream()).distinct().map(Path::of).toList(),
        Path.of("/etc/ld.so.cache"));
  }

  /** Those of {@link #NEEDED} that are in none of the places. */
  List<String> missing() {
    String cached = cached();
    return NEEDED.stream().filter(name -> folders.stream().noneMatch(folder -> Files.exists(folder.resolve(name))))
        .filter(name -> !cached.contains("/" + name + "\0")).toList();
  }

  /** The cache holds paths that end in a zero, between numbers. */
  private String cached() {
    try {
      return Files.isReadable(cache) ? Files.readString(cache, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** What is missing and where it was looked for, in a sentence; nothing is missing: that. */
  String told() {
    List<String> missing = missing();
    if (missing.isEmpty()) return "CUDA's libraries are there, so the driver has no GPU for this process (nvidia-smi tells more)";
    String places = folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    return String.format("%s: not found, looked for in %s and %s", String.join(", ", missing), places, cache);
  }
}
