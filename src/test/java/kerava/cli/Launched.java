package kerava.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The launcher laid out as {@code make install} does, with a jar that points at the class path of the tests. */
record Launched(Path home) {
  /** For one that hangs, and not for a busy machine. */
  private static final int PATIENCE_SECONDS = 600;

  static Launched in(Path home) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(Path.of("src/main/launcher/kerava"), home.resolve("bin/kerava"));
    home.resolve("bin/kerava").toFile().setExecutable(true);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
    try (OutputStream out = Files.newOutputStream(home.resolve("lib/kerava.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
    return new Launched(home);
  }

  private static String classPath() {
    String paths = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(paths.split(":")).map(path -> Path.of(path).toUri().toString()).collect(Collectors.joining(" "));
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
