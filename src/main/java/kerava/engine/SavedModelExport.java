package kerava.engine;

import static kerava.FormatException.refuseUnless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.network.Built;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Writes a model as a SavedModel, and reads it back. */
public final class SavedModelExport {
  /** Two ways through one formula may round differently; an error in writing is far larger. */
  private static final float NEAR = 1e-4f;
  private static final int SAMPLES = 3;

  private SavedModelExport() {}

  /** Into {@code folder}, which exists and is empty. {@code weights}: the model's, in order. */
  public static void write(Path folder, Built model, List<float[]> weights) throws IOException {
    List<String> reads;
    try (SavedModelGraph graph = new SavedModelGraph(model)) {
      Files.createDirectory(folder.resolve("assets"));
      if (!weights.isEmpty()) {
        Path variables = Files.createDirectory(folder.resolve(SavedModelContents.VARIABLES));
        graph.save(weights, variables.resolve("variables").toAbsolutePath().toString());
      }
      Files.write(folder.resolve(SavedModelContents.FILE), graph.proto().toByteArray());
      reads = graph.reads();
    }
    compare(folder, model, weights, reads);
  }

  private static void compare(Path folder, Built model, List<float[]> weights, List<String> reads) {
    List<NDArray> samples = model.inputs().stream().map(SavedModelExport::samples).toList();
    try (SavedModelProgram loaded = new SavedModelProgram(folder, Limits.DEFAULT);
        Program program = new Program(model, null)) {
      List<float[]> restored = reads.isEmpty() ? List.of() : loaded.fetch(reads);
      for (int i = 0; i < reads.size(); i++)
        refuseUnless(Arrays.equals(weights.get(i), restored.get(i)), "%s: weight %s reads back otherwise; export it again", folder,
            model.variables().get(i).path());
      Map<String, NDArray> inputs = new HashMap<>();
      for (int i = 0; i < samples.size(); i++) inputs.put(SavedModelGraph.inputNames(model).get(i), samples.get(i));
      Map<String, NDArray> got = loaded.run(SavedModelGraph.SERVING, inputs);
      List<float[]> wanted = program.predict(samples.stream().map(NDArray::values).toList(), samples.stream().map(NDArray::sampleShape).toList(), SAMPLES, false);
      for (int i = 0; i < wanted.size(); i++)
        refuseUnless(near(got.get(SavedModelGraph.OUTPUT + i).values(), wanted.get(i)),
            "%s: what was written predicts otherwise than the model; export it again", folder);
    }
  }

  private static NDArray samples(Shape input) {
    Shape shape = input.dropFirst().prepend(SAMPLES);
    float[] x = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < x.length; i++) x[i] = (float) Math.sin(i + 1);
    return new NDArray(shape, x);
  }

  private static boolean near(float[] got, float[] wanted) {
    for (int i = 0; i < wanted.length; i++)
      if (Float.compare(got[i], wanted[i]) != 0 && !(Math.abs(got[i] - wanted[i]) <= NEAR * Math.max(1, Math.abs(wanted[i])))) return false;
    return got.length == wanted.length;
  }
}
