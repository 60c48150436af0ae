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
import kerava.notebooks.Mode;
import kerava.notebooks.Notebook;
import kerava.notebooks.NotebookRunner;
import kerava.notebooks.RunResult;
import kerava.random.Rules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every run of every notebook, side by side with Python Keras on this machine. */
class RunsInterop {
  /** Runs that go through all their samples also in the quick comparison: one small model, one of every data set, each kind of end. */
  private static final Set<String> WHOLE = Set.of("vanishing32-relu", "fashion-rmsprop", "mlp50");
  private static final String XOR = "xor", SLOW = "hands-on-cnn";
  /** Their noise has a generator that goes on from epoch to epoch. */
  private static final Set<String> DROPOUT = Set.of("dnn-dropout", "mnist-convnet", "transformer", "timeseries-anomaly");

  /** An epoch each (those with dropout two, so that the generator goes on), with a partial last batch, some with full ones only too. */
  @Tag("interop")
  @TestFactory Stream<DynamicTest> everyRunGivesPythonsBits() {
    List<Job> jobs = new ArrayList<>();
    for (String run : names(Notebook.originals())) {
      if (run.equals(XOR)) continue;
      if (WHOLE.contains(run)) jobs.add(new Job(run, 42, epochs(run), null));
      else if (jobs.size() % 3 == 0) jobs.add(new Job(run, 42, epochs(run), 6400));
      jobs.add(new Job(run, 4294967295L, epochs(run), 3217));
    }
    jobs.add(new Job(XOR, 42, 500));
    jobs.add(new Job(XOR, 7, 200));
    for (String run : names(Notebook.classroom())) if (!run.equals(SLOW)) jobs.add(new Job(run, 4294967295L, epochs(run), 1117));
    return Runs.tests(jobs, RunsInterop::compare);
  }

  @Tag("interop-full")
  @TestFactory Stream<DynamicTest> theSlowestRunGivesPythonsBits() {
    return Runs.tests(List.of(new Job(SLOW, 4294967295L, 1, 3217)), RunsInterop::compare);
  }

  private static int epochs(String run) { return DROPOUT.contains(run) ? 2 : 1; }

  /** As the notebooks have them: some half an hour. */
  @Tag("interop-full")
  @TestFactory Stream<DynamicTest> everyRunInFullGivesPythonsBits() {
    List<Job> jobs = new ArrayList<>();
    for (String run : names(Notebook.all())) for (long seed : new long[] {42, 1234}) jobs.add(new Job(run, seed, null));
    return Runs.tests(jobs, RunsInterop::compare);
  }

  static List<String> names(List<Notebook> notebooks) { return notebooks.stream().flatMap(notebook -> notebook.runs().stream()).toList(); }

  private static void compare(Job job, JsonNode python) {
    RunResult ours = run(job, Rules.KERAS_3);
    Runs.assertSame(python, ours.history().values(), ours.scores(), ours.weightsMd5(), ours.predictionsMd5());
    assertEquals(python.has("written") ? Bits.texts(python.get("written")) : List.of(), ours.written(), "written letter by letter");
  }

  static RunResult run(Job job, Rules rules) {
    NotebookRunner runner = new NotebookRunner(
        new NotebookRunner.Options(job.seed(), Mode.of(rules), job.epochs(), job.batchSize(), job.limit(), List.of(job.run()), 0, null),
        line -> {},
        new PrintStream(OutputStream.nullOutputStream()));
    Notebook.all().stream().filter(notebook -> notebook.runs().contains(job.run())).findFirst().orElseThrow().run(runner);
    assertEquals(Set.of(job.run()), runner.results().keySet());
    return runner.results().get(job.run());
  }
}
