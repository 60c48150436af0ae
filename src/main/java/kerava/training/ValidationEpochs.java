package kerava.training;

import static kerava.KeravaException.require;

import java.util.List;

/**
 * After which epochs, counted from 1, a fit evaluates its validation data: each {@code every}-th, or, if that is 0, those {@code listed}.
 * Source: Keras {@code trainers/trainer.py} _should_eval.
 */
public record ValidationEpochs(int every, List<Integer> listed) {
  static final ValidationEpochs ALL = new ValidationEpochs(1, List.of());

  public ValidationEpochs {
    require(every >= 0, "fit: validationFreq must be at least 1, got %d; take 1 to evaluate after every epoch", every);
    listed = List.copyOf(listed);
  }

  /** {@code epoch} counts from 0. */
  boolean has(int epoch) { return every > 0 ? (epoch + 1) % every == 0 : listed.contains(epoch + 1); }
}
