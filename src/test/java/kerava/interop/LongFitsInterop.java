package kerava.interop;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The models of {@link SmallFitsInterop}, longer, each with full batches and with a partial last one, evaluations and predictions too. */
@Tag("interop-full") class LongFitsInterop {
  @TestFactory Stream<DynamicNode> layersOptimizersAndLosses() {
    return SmallFitsInterop.tests(SmallFitsInterop.fits(List.of("long_layer_fits"), List.of("long_optimizer_fits", "long_loss_fits")));
  }
}
