package kerava.callbacks;

import java.util.SortedMap;
import kerava.KeravaException;
import kerava.training.Callback;
import kerava.training.Decimals;
import kerava.training.Training;

/**
 * Ends a fit after the batch that makes the loss NaN or infinite. It looks at every batch. Source: Keras
 * {@code callbacks/terminate_on_nan.py}.
 */
public final class TerminateOnNaN implements Callback {
  private boolean raiseError;

  /** Whether the fit ends with an exception. */
  public TerminateOnNaN withRaiseError(boolean raises) {
    raiseError = raises;
    return this;
  }

  @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
    Double loss = logs.get("loss");
    if (loss == null || Double.isFinite(loss)) return;
    if (raiseError)
      throw new KeravaException("TerminateOnNaN: NaN or Inf loss encountered at batch " + step + ". Loss value: " + Decimals.repr(loss)
          + ". Terminating training immediately.");
    training.out().println("Batch " + step + ": Invalid loss, terminating training");
    training.stop();
  }

  @Override public boolean everyBatch() { return true; }
}
