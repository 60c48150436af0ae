package kerava.interop;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The models of {@link SmallFitsInterop}, longer, each with full batches and with a partial last one, evaluations and predictions too. */
@Tag("interop-full") class LongFitsInterop {
  @TestFactory Stream<DynamicNode> layersOptimizersAndLosses() {
    return SmallFitsInterop.tests(SmallFitsInterop.fits(List.of("long_layer_fits"), List.of("long_optimizer_fits", "long_loss_fits")));
  }

  /** Each layer before each. */
  @TestFactory Stream<DynamicTest> pairs() {
    return SmallFitsInterop.fits(List.of("pair_fits_0"), List.of("pair_fits_1")).stream()
        .flatMap(fits -> new SequenceFits(fits.golden(), 0).tests());
  }
}
