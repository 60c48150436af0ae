package kerava.soak;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kerava.ProcessStatus;
import org.bytedeco.javacpp.Pointer;

/** A process that does {@link Work} for a while, and prints a line of what it holds after each round. */
public final class Soak {
  private Soak() {}

  /**
   * What the process holds with all models closed and the garbage collected: resident memory, Java's heap, TensorFlow's objects and their
   * bytes that JavaCPP keeps for Java (before garbage is collected: what was not closed counts), threads of Java and all threads.
   */
  record Held(double rssMb, double heapMb, long objects, long bytes, int javaThreads, int allThreads) {
    static final String BEGIN = "held ";

    static Held now() {
      long objects = Pointer.totalCount(), bytes = Pointer.totalBytes();
      for (int i = 0; i < 3; i++) System.gc();
      Runtime java = Runtime.getRuntime();
      return new Held(ProcessStatus.of("VmRSS") / 1024.0, (java.totalMemory() - java.freeMemory()) / 1048576.0, objects, bytes,
          threads().size(),
          (int) ProcessStatus.of("Threads"));
    }

    static Held parse(String line) {
      String[] words = line.substring(BEGIN.length()).split(" ");
      return new Held(Double.parseDouble(words[0]), Double.parseDouble(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]),
          Integer.parseInt(words[4]), Integer.parseInt(words[5]));
    }

    @Override public String toString() {
      return String.format(Locale.ROOT, "%s%.1f %.1f %d %d %d %d", BEGIN, rssMb, heapMb, objects, bytes, javaThreads, allThreads);
    }

    static Set<String> threads() {
      return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** @param args seconds, and a folder for files */
  public static void main(String[] args) {
    long end = System.nanoTime() + (long) (Double.parseDouble(args[0]) * 1e9);
    Work work = new Work(Path.of(args[1]));
    Work.once();
    Set<String> before = Held.threads(); // with what TensorFlow keeps for a process once: pools of threads, a pointer of TensorFlow Java
    System.out.println(Held.now());
    for (int number = 0; System.nanoTime() < end; number++) {
      work.round(number);
      System.out.println(Held.now());
    }
    Set<String> left = Held.threads();
    left.removeAll(before);
    System.out.println("left " + left);
    System.exit(0);
  }
}
