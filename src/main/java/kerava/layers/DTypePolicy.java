package kerava.layers;

import static java.util.stream.Collectors.joining;
import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.Locale;
import kerava.KeravaException;
import kerava.ops.Tensor;
import kerava.random.Session;
import kerava.tensor.DType;

/**
 * In which types a layer keeps its weights and computes: it casts its floating inputs and its weights, and its outputs are of the type in
 * which it computes. Sums that lose too much in 16 bits (normalization, the softmax of attention, losses, metrics) are of float32 all the
 * same. A layer has that of its own ({@code withDtype}), or else the one that was set when it was constructed, for the program or for the
 * thread's {@link kerava.random.Session}. Source: Keras {@code dtype_policies/dtype_policy.py}.
 */
public enum DTypePolicy {
  FLOAT32(DType.FLOAT32),
  /** Weights too, and so initial values, gradients and what an optimizer keeps; data, losses and metrics stay float32, as in Keras. */
  FLOAT64(DType.FLOAT64),
  /**
   * Weights too, of 11 bits and at most 65504: steps that are less than 2^-11 of a weight are lost, and small gradients; no loss is scaled.
   */
  FLOAT16(DType.FLOAT16),
  /** Weights too, of 8 bits: steps that are less than 2^-8 of a weight are lost. */
  BFLOAT16(DType.BFLOAT16),
  /** As long as float32's its exponents, 8 bits of precision: rounds to 2^-9 of a number. */
  MIXED_BFLOAT16(DType.BFLOAT16),
  /** 11 bits of precision, and numbers from 6e-8 to 65504; gradients that leave this range are lost. */
  MIXED_FLOAT16(DType.FLOAT16);

  private final DType computeDtype;

  DTypePolicy(DType computeDtype) { this.computeDtype = computeDtype; }

  /** The type in which a layer keeps its weights. */
  public DType variableDtype() { return isMixed() ? DType.FLOAT32 : computeDtype; }

  /** The type in which a layer computes, and of its outputs. */
  public DType computeDtype() { return computeDtype; }

  /** x as an input of a layer: floating numbers are cast, all else stays as it is. */
  public Tensor asInput(Tensor x) { return x.asInputOf(computeDtype); }

  /** What becomes of the type of an input. */
  DType asInput(DType given) { return given.isFloating() ? computeDtype : given; }

  /** Whether the layer computes in another type than that of its weights. */
  public boolean isMixed() { return name().startsWith("MIXED"); }

  /** As Keras names it: {@code mixed_bfloat16}. */
  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }

  /** The policy that Keras calls {@code name}. */
  public static DTypePolicy byName(String name) {
    return Arrays.stream(values()).filter(policy -> policy.toString().equals(name)).findFirst()
        .orElseThrow(() -> new KeravaException(String.format("DTypePolicy '%s' is not supported; use one of %s",
            name, Arrays.stream(values()).map(DTypePolicy::toString).collect(joining(", ")))));
  }

  /**
   * That of layers that are constructed from here on, by the calling thread or in its session: Keras's {@code keras.config.dtype_policy}.
   */
  public static DTypePolicy current() { return Session.current().attribute(DTypePolicy.class, FLOAT32); }

  /**
   * Sets {@link #current}: Keras's {@code keras.config.set_dtype_policy}. A model takes it too; one of {@link #MIXED_FLOAT16} scales its
   * loss in training.
   */
  public static void set(DTypePolicy policy) {
    require(policy != null, "DTypePolicy: the policy must not be null");
    Session.current().setAttribute(DTypePolicy.class, policy);
  }

  /** {@code policy} by Keras's name. */
  public static void set(String policy) { set(byName(policy)); }
}
