package kerava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The launcher laid out as {@code make install} does, with a jar that points at the class path of the tests. */
record Launched(Path home) {
  /** For one that hangs, and not for a busy machine. */
  private static final int PATIENCE_SECONDS = 600;

  static Launched in(Path home) throws IOException { return in(home, false); }

  /** The same with Kerava's classes in the jar, as Java archives none that lie in folders. */
  static Launched packed(Path home) throws IOException { return in(home, true); }

  private static Launched in(Path home, boolean packed) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    for (String name : List.of("kerava", "kerava-archive")) {
      Files.copy(Path.of("src/main/launcher").resolve(name), home.resolve("bin").resolve(name));
      home.resolve("bin").resolve(name).toFile().setExecutable(true);
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, packed ? linked(home.resolve("lib")) : classPath());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(home.resolve("lib/kerava.jar")), manifest)) {
      if (packed) pack(jar, Path.of("target/classes"));
    }
    return new Launched(home);
  }

  private static String[] paths() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(":");
  }

  private static String classPath() {
    return Arrays.stream(paths()).map(path -> Path.of(path).toUri().toString()).collect(Collectors.joining(" "));
  }

  /** The names of the tests' jars beside our own: Java archives what is named so alone. */
  private static String linked(Path lib) throws IOException {
    List<Path> jars = Arrays.stream(paths()).filter(path -> path.endsWith(".jar")).map(path -> Path.of(path).toAbsolutePath()).toList();
    for (Path jar : jars) Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
    return jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(" "));
  }

  private static void pack(JarOutputStream jar, Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
  }

  /** Has {@code bin/kerava-archive} write the archive; gives what its commands said. */
  String archive() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/kerava-archive").toString(), "--verbose");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).redirectOutput(out().toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    String said = Files.readString(out());
    if (process.exitValue() != 0) throw new AssertionError(said);
    return said;
  }

  /** One that runs; its standard output and standard error are files in the home. */
  Process start(Map<String, String> environment, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(home.resolve("bin/kerava").toString()), Stream.of(words)).toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_CPP") || name.startsWith("JAVA_TOOL"));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.directory(home.toFile()).redirectOutput(out().toFile()).redirectError(err().toFile()).start();
  }

  Path out() { return home.resolve("out.txt"); }

  Path err() { return home.resolve("err.txt"); }

  Outcome run(String... words) { return run("", Map.of(), words); }

  /** Waits for {@code message} too, which the listener may write a moment after the process has ended. */
  Outcome run(String message, Map<String, String> environment, String... words) {
    try {
      return end(start(environment, words), message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How {@code process} ends, once standard error says {@code message}. */
  Outcome end(Process process, String message) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
      for (int i = 0; i < 10 * PATIENCE_SECONDS && !Files.readString(err()).contains(message); i++) Thread.sleep(100);
      return new Outcome(process.exitValue(), Files.readString(out()), Files.readString(err()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
