package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;

/** A convolution by one kernel. */
interface OneKernel extends Convolution {
  /** The kernel for so many channels. */
  Weight kernel(int channels);

  /** x by the kernel. */
  Tensor convolved(Tensor x, Tensor kernel);

  @Override default List<Weight> kernels(int channels) { return List.of(kernel(channels)); }

  @Override default Tensor convolved(Call c, Tensor x) { return convolved(x, c.weight("kernel")); }
}
