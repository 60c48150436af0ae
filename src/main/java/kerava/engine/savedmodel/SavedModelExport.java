package kerava.engine.savedmodel;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.engine.Program;
import kerava.network.Built;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Writes a model as a SavedModel, and reads it back. */
public final class SavedModelExport {
  /** Two ways through one formula may round differently; an error in writing is far larger. */
  private static final float NEAR = 1e-4f;
  private static final int SAMPLES = 3, LARGEST = 64;

  private SavedModelExport() {}

  /** Into {@code folder}, which exists and is empty. {@code weights}: the model's, in order. */
  public static void write(Path folder, Built model, List<NDArray> weights) throws IOException {
    refuseFixed(model);
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

  private static void refuseFixed(Built model) {
    model.whole().stateful().forEach(each -> {
      throw new KeravaException(
          String.format("export: layer '%s' (%s) is stateful, which is not supported; save the model, or build it without",
              each.name(), each.layer().className()));
    });
    model.whole().all().filter(each -> !each.layer().writesForAnySize()).forEach(each -> {
      for (Shape input : each.inputs())
        require(input.dropFirst().isKnown(),
            "export: layer '%s' (%s) can be written for known sizes alone, and its input is %s; give the model's Input all sizes",
            each.name(),
            each.layer().className(), input);
    });
  }

  private static void compare(Path folder, Built model, List<NDArray> weights, List<String> reads) {
    try (SavedModelProgram loaded = new SavedModelProgram(folder, Limits.DEFAULT);
        Program program = new Program(model, null)) {
      List<NDArray> restored = reads.isEmpty() ? List.of() : loaded.fetch(reads);
      for (int i = 0; i < reads.size(); i++)
        refuseUnless(weights.get(i).equals(restored.get(i)), "%s: weight %s reads back otherwise; export it again", folder,
            model.variables().get(i).path());
      for (List<Shape> sizes : sizes(model)) compare(folder, model, loaded, program, sizes);
    }
  }

  /** The shapes of samples to compare on: two where there are axes of unknown size and the model takes so many. */
  private static Set<List<Shape>> sizes(Built model) {
    Set<List<Shape>> all = new LinkedHashSet<>();
    for (int size = 2; size <= LARGEST && all.size() < 2; size++) {
      int open = size;
      List<Shape> sizes = model.inputs().stream().map(input -> filled(input.dropFirst(), open)).toList();
      if (goTogether(model, sizes)) all.add(sizes);
    }
    return all;
  }

  private static boolean goTogether(Built model, List<Shape> samples) {
    try {
      model.outputs(samples);
      return true;
    } catch (KeravaException e) {
      return false;
    }
  }

  private static Shape filled(Shape sample, int open) {
    return new Shape(sample.sizes().stream().map(size -> size == Shape.NONE ? open : size).toList());
  }

  private static void compare(Path folder, Built model, SavedModelProgram loaded, Program program, List<Shape> sizes) {
    List<NDArray> samples = IntStream.range(0, sizes.size()).mapToObj(i -> samples(sizes.get(i), model.inputTypes().get(i))).toList();
    Map<String, NDArray> inputs = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) inputs.put(SavedModelGraph.inputNames(model).get(i), samples.get(i));
    Map<String, NDArray> got = loaded.run(SavedModelGraph.SERVING, inputs);
    List<NDArray> wanted = program.predict(List.copyOf(samples), 0, SAMPLES, false);
    for (int i = 0; i < wanted.size(); i++)
      refuseUnless(near(got.get(SavedModelGraph.OUTPUT + i), wanted.get(i)),
          "%s: what was written predicts otherwise than the model; export it again", folder);
  }

  /** Whole numbers are 0, which goes into whatever takes whole numbers; strings are empty. */
  private static NDArray samples(Shape sample, DType type) {
    Shape shape = sample.prepend(SAMPLES);
    if (type.isText()) return NDArray.of(shape, type, type.array(Math.toIntExact(shape.elements())));
    float[] x = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < x.length; i++) x[i] = type.isWhole() ? 0 : (float) Math.sin(i + 1);
    return new NDArray(shape, x);
  }

  private static boolean near(NDArray got, NDArray wanted) {
    return wanted.dtype().isFloating() ? near(got.values(), wanted.values()) : got.equals(wanted);
  }

  private static boolean near(float[] got, float[] wanted) {
    for (int i = 0; i < wanted.length; i++)
      if (Float.compare(got[i], wanted[i]) != 0 && !(Math.abs(got[i] - wanted[i]) <= NEAR * Math.max(1, Math.abs(wanted[i])))) return false;
    return got.length == wanted.length;
  }
}
