package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import kerava.network.Built;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** A forward pass in a graph; {@code before} and {@code after}: what layers keep between batches, by name. */
record ForwardGraph(List<Operand<?>> x, List<Operand<?>> y, KeptStates kept, Map<String, Operand<TFloat32>> before,
    Map<String, Operand<?>> after) {
  /** The outputs of {@code rows} samples of each of {@code samples}, from {@code from} on. */
  List<NDArray> run(Session session, Built model, List<Samples> samples, int from, int rows) {
    int[] order = IntStream.range(from, from + rows).toArray();
    List<TType> fed = new ArrayList<>();
    Session.Runner runner = session.runner().setOptions(Threads.predicting(model.parameters()));
    try (Scalars states = new Scalars(runner)) {
      kept.feed(states, before);
      for (int i = 0; i < samples.size(); i++) {
        NumberType type = NumberType.of(model.inputTypes().get(i));
        fed.add(type.room(samples.get(i).sampleShape(), rows));
        fed.set(i, type.filled(fed.get(i), samples.get(i), order, 0, rows));
        runner.feed(x.get(i), fed.get(i));
      }
      y.forEach(runner::fetch);
      after.values().forEach(runner::fetch);
      try (var result = Running.of(runner)) {
        kept.take(result, y.size());
        List<NDArray> outputs = new ArrayList<>();
        for (int i = 0; i < y.size(); i++) outputs.add(Tensors.array((TType) result.get(i)));
        return outputs;
      }
    } finally {
      fed.stream().filter(Objects::nonNull).forEach(TType::close);
    }
  }
}
