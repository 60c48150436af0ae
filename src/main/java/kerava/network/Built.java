package kerava.network;

import java.util.List;
import kerava.optimizers.Trainable;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/** A model whose shapes are known. */
public record Built(Network network, BuiltLayer whole, List<Variable> variables) {
  Built(Network network, BuiltLayer whole) { this(network, whole, whole.variables()); }

  /** The model is one that somebody uses: its layers keep the shapes of their weights. */
  public void accept() { variables.forEach(variable -> variable.cell().accept()); }

  /** Layers that keep states between batches begin with zeros again. */
  public void resetStates() { KeptBatches.reset(whole); }

  public String name() { return network.name(); }

  /** The model's layers, each once, in Keras's order; also inputs. */
  public List<BuiltLayer> layers() { return whole.parts(); }

  /** The shapes of the inputs, with the batch axis. */
  public List<Shape> inputs() { return whole.inputs(); }

  /** The types of the inputs. */
  public List<DType> inputTypes() { return network.inputTypes(); }

  /** The shapes of the outputs, with the batch axis. */
  public List<Shape> outputs() { return whole.outputs(); }

  /** The shape of one sample of the only input, without the batch axis. */
  public Shape sampleShape() { return whole.input().dropFirst(); }

  /** The shape of the only output, with the batch axis. */
  public Shape outputShape() { return whole.output(); }

  /**
   * The shapes of the outputs for samples of shapes {@code samples}, one an input, without the batch axis; refuses those that do not go
   * together.
   */
  public List<Shape> outputs(List<Shape> samples) {
    List<Shape> given = samples.stream().map(sample -> sample.prepend(Shape.NONE)).toList();
    return given.equals(inputs()) ? outputs() : network.outputShapes(given);
  }

  public List<Variable> trainable() { return variables.stream().filter(Variable::trainable).toList(); }

  /** The trainable weights as an optimizer knows them. */
  public List<Trainable> trained() { return trainable().stream().map(Variable::trainedAs).toList(); }

  /** As {@link BuiltLayer#products}. */
  public long products() { return whole.products(); }

  public long parameters() { return variables.stream().mapToLong(Variable::size).sum(); }
}
