package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.interop.Runs.Job;
import kerava.notebooks.Notebook;
import kerava.notebooks.RunResult;
import kerava.random.Rules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every run of every notebook by the rules of Keras 2, side by side with tf_keras 2.18 and its legacy optimizers: the same bits. */
class Keras2RunsInterop {
  private static final String XOR = "xor";

  /** Two epochs each, so that orders and masks are drawn anew, with full batches only and with a partial last one. */
  @Tag("interop")
  @TestFactory Stream<DynamicTest> everyRunGivesTheBitsOfTfKeras() {
    List<Job> jobs = new ArrayList<>();
    for (String run : RunsInterop.names(Notebook.originals())) {
      if (run.equals(XOR)) continue;
      if (jobs.size() % 3 == 0) jobs.add(new Job(run, 42, 2, 6400)); // full batches only
      jobs.add(new Job(run, 4294967295L, 2, 3217));
    }
    jobs.add(new Job(XOR, 42, 2000));
    jobs.add(new Job(XOR, 7, 200));
    return Runs.tests("reference_keras2.py", jobs, Keras2RunsInterop::compare);
  }

  /** Not the predictions of xor: tf_keras's predict does not fuse its ops, ours does, as Keras 3's; one of four differs in the last bit. */
  private static void compare(Job job, JsonNode python) {
    RunResult ours = RunsInterop.run(job, Rules.KERAS_2);
    if (job.run().equals(XOR)) Runs.assertTrained(python, ours.history().values(), ours.scores(), ours.weightsMd5());
    else Runs.assertSame(python, ours.history().values(), ours.scores(), ours.weightsMd5(), ours.predictionsMd5());
  }
}
