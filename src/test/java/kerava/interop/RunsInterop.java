package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kerava.interop.Runs.Job;
import kerava.notebooks.Kernel;
import kerava.notebooks.Notebook;
import kerava.notebooks.RunResult;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every run of every notebook, side by side with Python Keras on this machine. */
class RunsInterop {
  /** Runs that go through all their samples also in the quick comparison: one small model, one of every data set, each kind of end. */
  private static final Set<String> WHOLE = Set.of("vanishing32-relu", "fashion-rmsprop", "mlp50");
  private static final String XOR = "xor", DROPOUT = "dnn-dropout";

  /** An epoch each (dropout two, so that its generator goes on), with full batches only and with a partial last one. */
  @Tag("interop")
  @TestFactory Stream<DynamicTest> everyRunGivesPythonsBits() {
    List<Job> jobs = new ArrayList<>();
    for (String run : names()) {
      if (run.equals(XOR)) continue;
      int epochs = run.equals(DROPOUT) ? 2 : 1;
      jobs.add(new Job(run, 42, epochs, WHOLE.contains(run) ? null : 6400));
      jobs.add(new Job(run, 4294967295L, epochs, 3217));
    }
    jobs.add(new Job(XOR, 42, 2000));
    jobs.add(new Job(XOR, 7, 200));
    return Runs.tests(jobs, RunsInterop::compare);
  }

  /** As the notebooks have them: some half an hour. */
  @Tag("interop-full")
  @TestFactory Stream<DynamicTest> everyRunInFullGivesPythonsBits() {
    List<Job> jobs = new ArrayList<>();
    for (String run : names()) for (long seed : new long[] {42, 1234}) jobs.add(new Job(run, seed, null));
    return Runs.tests(jobs, RunsInterop::compare);
  }

  private static List<String> names() { return Notebook.all().stream().flatMap(notebook -> notebook.runs().stream()).toList(); }

  private static void compare(Job job, JsonNode python) {
    Kernel kernel = new Kernel(new Kernel.Options(job.seed(), job.epochs(), job.batchSize(), job.limit(), List.of(job.run()), 0),
        line -> {}, new PrintStream(OutputStream.nullOutputStream()));
    Notebook.all().stream().filter(notebook -> notebook.runs().contains(job.run())).findFirst().orElseThrow().run(kernel);
    assertEquals(Set.of(job.run()), kernel.results().keySet());
    RunResult ours = kernel.results().get(job.run());
    Runs.assertSame(python, ours.history().values(), ours.scores(), ours.weightsMd5(), ours.predictionsMd5());
  }
}
