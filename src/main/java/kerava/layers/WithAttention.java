package kerava.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import kerava.config.Settings;
import kerava.random.Seed;
import org.jspecify.annotations.Nullable;

/**
 * A record with the settings of a layer that attends to places of a sequence.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithAttention<L> {
  /** Whether the softmax is an output too. */
  boolean returnAttentionScores();

  /** Whether a query sees no key after its own place. */
  boolean useCausalMask();

  default L withDropout(double dropout) { return (L) Settings.with((Record) this, "dropout", dropout); }

  /** Null: drawn. */
  default L withSeed(@Nullable Integer seed) { return (L) Settings.with((Record) this, "seed", Seed.of(seed)); }

  default L withReturnAttentionScores(boolean returnAttentionScores) {
    return (L) Settings.with((Record) this, "returnAttentionScores", returnAttentionScores);
  }

  default L withUseCausalMask(boolean useCausalMask) { return (L) Settings.with((Record) this, "useCausalMask", useCausalMask); }

  /** What of it Keras has as arguments of the call. */
  default Map<String, Boolean> callArguments() {
    Map<String, Boolean> arguments = new LinkedHashMap<>();
    arguments.put("return_attention_scores", returnAttentionScores());
    arguments.put("use_causal_mask", useCausalMask());
    return arguments;
  }
}
