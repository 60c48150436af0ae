package kerava.ops;

/** What is computed of a tensor element by element; operands that meet broadcast. Source: Keras {@code ops/numpy.py}, {@code ops/nn.py}. */
abstract sealed class Elementwise permits Tensor {
  private Tensor self() { return (Tensor) this; }

  /** x + y; a vector as long as the last axis is added as a bias, as Keras does it. */
  public Tensor add(Tensor y) { return Arithmetic.add(self(), y); }

  public Tensor add(double y) { return Arithmetic.plus(self(), y); }

  /** x + y by Python's operator. */
  public Tensor plus(Tensor y) { return Arithmetic.plus(self(), y); }

  /** x - y by Python's operator, and so with the others that are named like it. */
  public Tensor minus(Tensor y) { return Arithmetic.minus(self(), y); }

  public Tensor minus(double y) { return Arithmetic.minus(self(), y); }

  /** y - x. */
  public Tensor subtractedFrom(double y) { return Arithmetic.minus(y, this); }

  public Tensor times(Tensor y) { return Arithmetic.times(self(), y); }

  /** x y, the number to the right. */
  public Tensor times(double y) { return Arithmetic.times(self(), y); }

  /** y x, where Keras makes a tensor of the number y by its cast. */
  public Tensor scaledByCast(float y) {
    return self().cast(y).times(self());
  }

  /** y x, the number to the left. */
  public Tensor scaledBy(Tensor y) { return Arithmetic.times(y, self()); }

  public Tensor scaledBy(double y) { return Arithmetic.times(y, this); }

  /**
   * x, for a product with or a division by 1 that Keras writes as an op called {@code name}. TensorFlow's graph optimizer leaves it out; in
   * a loop it would have to wait for the 1, which keeps it from fusing what is around it.
   */
  public Tensor timesOne(String name) {
    self().tape().reserve(name);
    return self().tape().read(self());
  }

  /** x times a number by which a loss weighs in the whole: its gradient is the number itself where that of the whole is 1. */
  public Tensor weighted(double weight) { return Arithmetic.weighted(self(), weight); }

  /** The same by a scalar of the graph. */
  public Tensor weighted(Tensor weight) { return Arithmetic.weighted(self(), weight); }

  public Tensor dividedBy(Tensor y) { return Arithmetic.dividedBy(self(), y); }

  public Tensor dividedBy(double y) { return Arithmetic.dividedBy(self(), y); }

  /** y / x. */
  public Tensor dividedInto(double y) { return Arithmetic.dividedBy(y, this); }

  /** x y by the function, not the operator. */
  public Tensor multiply(Tensor y) { return Arithmetic.multiply(self(), y); }

  /** x / y, and 0 where y is 0. */
  public Tensor divideNoNan(Tensor y) { return Arithmetic.divideNoNan(self(), y); }

  /** x - y by the function, not the operator. */
  public Tensor subtract(Tensor y) { return Arithmetic.subtract(self(), y); }

  public Tensor maximum(Tensor y) { return Arithmetic.maximum(self(), y); }

  public Tensor minimum(Tensor y) { return Arithmetic.minimum(self(), y); }

  public Tensor maximum(double y) { return Arithmetic.maximum(self(), y); }

  public Tensor minimum(double y) { return Arithmetic.minimum(self(), y); }

  public Tensor pow(double y) { return Arithmetic.pow(self(), y); }

  /** x to the power of a scalar, through which no gradient flows. */
  public Tensor pow(Tensor y) { return Arithmetic.pow(self(), y); }

  /** (x - y) squared. */
  public Tensor squaredDifference(Tensor y) { return Arithmetic.squaredDifference(self(), y); }

  /** Ones in the shape of x; no gradient. */
  public Tensor onesLike() { return Shaping.onesLike(self()); }

  public Tensor negative() { return Functions.negative(self()); }

  public Tensor abs() { return Functions.abs(self()); }

  /** -1, 0 or 1, as x is below, at or above 0. */
  public Tensor sign() { return Functions.sign(self()); }

  public Tensor square() { return Functions.square(self()); }

  public Tensor sqrt() { return Functions.sqrt(self()); }

  /** 1 / sqrt(x). */
  public Tensor rsqrt() { return Functions.rsqrt(self()); }

  public Tensor exp() { return Functions.exp(self()); }

  /** exp(x) - 1. */
  public Tensor expm1() { return Functions.expm1(self()); }

  public Tensor log() { return Functions.log(self()); }

  /** log(1 + x). */
  public Tensor log1p() { return Functions.log1p(self()); }

  public Tensor cos() { return Functions.cos(self()); }

  public Tensor sin() { return Functions.sin(self()); }

  /** The largest whole number that is not larger; no gradient. */
  public Tensor floor() { return Functions.floor(self()); }

  /** The least whole number that is not less; no gradient. */
  public Tensor ceil() { return Functions.ceil(self()); }

  /** Whether x is no number; no gradient. */
  public Tensor isNan() { return Functions.isNan(self()); }

  public Tensor erf() { return Functions.erf(self()); }

  public Tensor tanh() { return Functions.tanh(self()); }

  /** 1 / (1 + exp(-x)); y knows x as its {@link #logits}. */
  public Tensor sigmoid() { return Functions.sigmoid(self()).madeOf(self()); }

  public Tensor relu() { return NeuralNetwork.relu(self()); }

  public Tensor relu6() { return NeuralNetwork.relu6(self()); }

  public Tensor elu() { return NeuralNetwork.elu(self()); }

  public Tensor selu() { return NeuralNetwork.selu(self()); }

  public Tensor leakyRelu(double negativeSlope) { return NeuralNetwork.leakyRelu(self(), negativeSlope); }

  public Tensor softplus() { return NeuralNetwork.softplus(self()); }

  public Tensor softsign() { return NeuralNetwork.softsign(self()); }

  /** x sigmoid(x). */
  public Tensor silu() { return NeuralNetwork.silu(self()); }

  /** x (1 + erf(x / sqrt(2))) / 2. */
  public Tensor gelu() { return NeuralNetwork.gelu(self()); }

  /** x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, which is near {@link #gelu}. */
  public Tensor geluByTanh() { return NeuralNetwork.geluByTanh(self()); }

  /** log(sigmoid(x)). */
  public Tensor logSigmoid() { return NeuralNetwork.logSigmoid(self()); }

  /** Over the last axis; y knows x as its {@link #logits}. */
  public Tensor softmax() { return NeuralNetwork.softmax(self()).madeOf(self()); }

  public Tensor softmax(int axis) { return NeuralNetwork.along(axis, self(), NeuralNetwork::softmax).madeOf(self()); }

  /** Over the last axis. */
  public Tensor logSoftmax() { return NeuralNetwork.logSoftmax(self()); }

  public Tensor logSoftmax(int axis) { return NeuralNetwork.along(axis, self(), NeuralNetwork::logSoftmax); }

  /** Whether x > y, and so with the other comparisons; no gradient. */
  public Tensor greater(Object y) { return Comparisons.compare("Greater", self(), y); }

  public Tensor greaterEqual(Object y) { return Comparisons.compare("GreaterEqual", self(), y); }

  public Tensor less(Object y) { return Comparisons.compare("Less", self(), y); }

  public Tensor lessEqual(Object y) { return Comparisons.compare("LessEqual", self(), y); }

  /** Whether x = y, element by element. */
  public Tensor equalTo(Object y) { return Comparisons.compare("Equal", self(), y); }

  public Tensor notEqual(Object y) { return Comparisons.compare("NotEqual", self(), y); }

  public Tensor and(Tensor y) { return Comparisons.logical("LogicalAnd", self(), y); }

  public Tensor or(Tensor y) { return Comparisons.logical("LogicalOr", self(), y); }

  public Tensor not() { return Comparisons.logical("LogicalNot", self()); }

  /** {@code yes} where this condition holds, else {@code no}; a Tensor or number each. */
  public Tensor where(Object yes, Object no) { return Comparisons.where(self(), yes, no); }

  /** x kept within {@code least} .. {@code most}. */
  public Tensor clip(double least, double most) { return Comparisons.clip(self(), least, most); }

  public Tensor clip(Tensor least, Tensor most) { return Comparisons.clip(self(), least, most); }
}
