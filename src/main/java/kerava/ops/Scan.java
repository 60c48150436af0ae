package kerava.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kerava.ops.OpCall.Literal;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ConcreteFunction;

/**
 * A loop over the steps of sequences, whose graph is as large for two thousand steps as for two. The way back is a loop from the last step
 * to the first, which computes each step once more from what was carried into it: of a step only that is kept. Gradients of what all steps
 * take are summed in that order, as Python's loop does. Source: TensorFlow {@code python/ops/while_v2.py}.
 */
public final class Scan {
  /** What a step gets: an element of each sequence, what the step before left, and what all steps take. */
  public record Step(List<Tensor> elements, List<Tensor> carried, List<Tensor> taken) {}

  /** What it makes: what the next one gets, and its output; null: it has none. */
  public record Made(List<Tensor> carried, Tensor output) {}

  private final GradientTape tape;
  private final List<Tensor> sequences, initial, taken;
  /** Like the output of a step; null: it has none. */
  private final Tensor output;
  private final Function<Step, Made> step;
  private final int steps;

  private Scan(List<Tensor> sequences, List<Tensor> initial, List<Tensor> taken, Tensor output, Function<Step, Made> step) {
    tape = sequences.get(0).tape();
    this.sequences = sequences;
    this.initial = initial;
    this.taken = taken;
    this.output = output;
    this.step = step;
    steps = (int) sequences.get(0).size(0);
  }

  /**
   * What the last step leaves, and the outputs of all, (steps, ...).
   *
   * @param sequences (steps, ...) each, of which there are as many as the first says
   * @param initial what the first step gets carried
   * @param taken what all steps take, such as weights
   * @param output of the shape and type of a step's output; null: steps have none
   */
  public static Made of(List<Tensor> sequences, List<Tensor> initial, List<Tensor> taken, @Nullable Tensor output,
      Function<Step, Made> step) {
    return new Scan(sequences, initial, taken, output, step).written();
  }

  private Made written() {
    List<Tensor> sources = Stream.of(sequences, taken.stream().map(Tensor::uncast).toList(), initial).flatMap(List::stream).toList();
    boolean goesBack = tape.flowsThrough(sources);
    List<Tensor> given = new ArrayList<>(List.of(tape.constant(0), tape.constant(steps)));
    given.addAll(sources);
    if (output != null) given.add(room(output));
    if (goesBack) initial.forEach(each -> given.add(room(each)));
    List<Tensor> left = loop(given, arguments -> forward(arguments, goesBack));
    int carriedAt = given.size() - initial.size() - (output == null ? 0 : 1) - (goesBack ? initial.size() : 0),
        at = carriedAt + initial.size();
    List<Tensor> made = new ArrayList<>();
    for (int i = 0; i < initial.size(); i++) made.add(left.get(carriedAt + i).like(initial.get(i)));
    if (output != null) made.add(left.get(at).like(given.get(at++)));
    List<Tensor> kept = left.subList(at, left.size());
    tape.record(made, sources, flow -> back(sources, kept, flow));
    return new Made(made.subList(0, initial.size()), output == null ? null : made.get(initial.size()));
  }

  /** A step: the places of its arguments are those of {@code given}. */
  private List<Tensor> forward(List<Tensor> arguments, boolean keeps) {
    Arguments a = new Arguments(arguments);
    Tensor i = a.next();
    a.next();
    List<Tensor> elements = a.next(sequences.size()).stream().map(each -> element(each, i)).toList();
    List<Tensor> all = casting(a.next(taken.size())), carried = a.next(initial.size());
    Made made = step.apply(new Step(elements, carried, all));
    List<Tensor> results = new ArrayList<>(arguments.subList(0, arguments.size() - a.left() - initial.size()));
    results.set(0, i.plus(i.constant(1)));
    results.addAll(made.carried());
    if (output != null) results.add(set(a.next(), i, made.output()));
    if (keeps) for (Tensor each : carried) results.add(set(a.next(), i, each));
    return results;
  }

  private List<Tensor> casting(List<Tensor> arguments) {
    return IntStream.range(0, taken.size()).mapToObj(i -> arguments.get(i).castWhereRead(taken.get(i).dtype())).toList();
  }

  private List<Tensor> back(List<Tensor> sources, List<Tensor> kept, GradientTape.Flow flow) {
    int first = sequences.size();
    List<Tensor> given = new ArrayList<>(List.of(tape.constant(0), tape.constant(steps)));
    given.addAll(sources.subList(0, first + taken.size()));
    given.addAll(kept);
    given.addAll(flow.gradients());
    List<Integer> wanted = IntStream.range(0, first + taken.size()).filter(flow::wants).boxed().toList();
    for (int each : wanted)
      given.add(each < first ? room(element(sources.get(each), tape.constant(0))) : Shaping.zeros(sources.get(each)));
    List<Tensor> left = loop(given, arguments -> backward(arguments, wanted));
    List<Tensor> gradients = new ArrayList<>();
    int at = given.size() - wanted.size();
    for (int i = 0; i < first + taken.size(); i++)
      gradients.add(wanted.contains(i) ? left.get(at + wanted.indexOf(i)).like(sources.get(i)) : null);
    int carriedAt = 2 + first + taken.size() + kept.size();
    for (int i = 0; i < initial.size(); i++) gradients.add(left.get(carriedAt + i).like(initial.get(i)));
    return gradients;
  }

  private List<Tensor> backward(List<Tensor> arguments, List<Integer> wanted) {
    Arguments a = new Arguments(arguments);
    Tensor number = a.next(), i = a.next().minus(number).minus(number.constant(1));
    List<Tensor> given = new ArrayList<>(), sources = new ArrayList<>();
    for (int each = 0; each < sequences.size() + taken.size(); each++) {
      Tensor argument = a.next(), one = each < sequences.size() ? element(argument, i) : argument;
      Tensor source = wanted.contains(each) ? watched(one) : one.tape().of(one.operand()).like(one);
      given.add(source);
      if (wanted.contains(each)) sources.add(source);
    }
    List<Tensor> carried = new ArrayList<>();
    for (Tensor each : a.next(initial.size())) carried.add(watched(element(each, i)));
    List<Tensor> dy = new ArrayList<>(a.next(initial.size()));
    if (output != null) dy.add(element(a.next(), i));
    Made made = step.apply(new Step(given.subList(0, sequences.size()), carried, casting(given.subList(sequences.size(), given.size()))));
    List<Tensor> targets = new ArrayList<>(made.carried());
    if (output != null) targets.add(made.output());
    List<Tensor> all = new ArrayList<>(sources);
    all.addAll(carried);
    List<Tensor> found = number.tape().gradient(targets, dy, all);
    for (int k = 0; k < all.size(); k++) if (found.get(k) == null) found.set(k, Shaping.zeros(all.get(k)));
    return backwardResults(arguments, i, wanted, found);
  }

  private List<Tensor> backwardResults(List<Tensor> arguments, Tensor i, List<Integer> wanted, List<Tensor> found) {
    List<Tensor> results = new ArrayList<>(arguments);
    results.set(0, arguments.get(0).plus(i.constant(1)));
    int carriedAt = 2 + sequences.size() + taken.size() + initial.size(), at = arguments.size() - wanted.size();
    for (int k = 0; k < initial.size(); k++) results.set(carriedAt + k, found.get(wanted.size() + k));
    for (int k = 0; k < wanted.size(); k++) {
      Tensor before = arguments.get(at + k), gradient = found.get(k);
      results.set(at + k, wanted.get(k) < sequences.size() ? set(before, i, gradient) : before.plus(gradient));
    }
    return results;
  }

  /** What the loop leaves of {@code given}: what {@code body} makes of it, as long as the first is below the second. */
  private List<Tensor> loop(List<Tensor> given, Function<List<Tensor>, List<Tensor>> body) {
    try (ConcreteFunction step = WrittenFunction.of(given, body, new ArrayList<>());
        ConcreteFunction more = WrittenFunction.of(given, a -> List.of(a.get(0).less(a.get(1))), new ArrayList<>())) {
      tape.graph().attachFunction(step);
      tape.graph().attachFunction(more);
      return tape.op("StatelessWhile").named("while").attribute("body", step).attribute("cond", more)
          .attribute("_lower_using_switch_merge", true).attribute("parallel_iterations", 32).all(given.size(), given);
    }
  }

  /** Room for one {@code like} of each step, which no other op shares, whatever the graph optimizer joins. */
  private Tensor room(Tensor like) {
    List<Object> sizes = new ArrayList<>(List.of(steps));
    sizes.addAll(like.symbolicSizes());
    Tensor room = tape.op("Empty").attribute("dtype", like.type()).on(tape.constant("shape", sizes));
    return room.shaped(LongStream.concat(LongStream.of(steps), LongStream.of(like.sizes())).toArray());
  }

  /** Element {@code i} of {@code all} set in place: only the next step gets {@code all}. */
  private static Tensor set(Tensor all, Tensor i, Tensor element) {
    return all.tape().op("InplaceUpdate").on(all, i.expandDims(0), element.expandDims(0)).like(all);
  }

  private static Tensor element(Tensor sequence, Tensor i) {
    Tensor element = sequence.tape().op("GatherV2").on(sequence, i, new Literal("axis", 0));
    return sequence.tape().of(element.operand()).shaped(elementSizes(sequence));
  }

  private static Tensor watched(Tensor x) { return x.tape().watched(x.operand()).like(x); }

  private static long[] elementSizes(Tensor sequence) { return LongStream.of(sequence.sizes()).skip(1).toArray(); }

  /** Arguments of a function, one after the other. */
  private static final class Arguments {
    private final List<Tensor> all;
    private int at;

    Arguments(List<Tensor> all) { this.all = all; }

    Tensor next() { return all.get(at++); }

    List<Tensor> next(int count) { return all.subList(at, at += count); }

    int left() { return all.size() - at; }
  }
}
