package kerava.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

/** What this machine's kernels cannot run, Kerava writes otherwise than Python, which fails. */
public final class Kernels {
  private Kernels() {}

  /** Skips a test of graphs whose {@code golden} has a convolution of channels that come first, where there is no kernel for it. */
  public static void assumeThatTheyRun(JsonNode golden) {
    assumeTrue(ChannelsFirst.hasKernels() || !golden.toString().contains("NCHW") && !golden.toString().contains("channels_first"),
        "no kernel for channels first");
  }
}
