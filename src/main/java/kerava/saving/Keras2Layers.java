package kerava.saving;

import static kerava.KeravaException.require;

import java.util.Set;
import kerava.layers.AdaptiveAveragePooling1D;
import kerava.layers.AdaptiveAveragePooling2D;
import kerava.layers.AdaptiveAveragePooling3D;
import kerava.layers.AdaptiveMaxPooling1D;
import kerava.layers.AdaptiveMaxPooling2D;
import kerava.layers.AdaptiveMaxPooling3D;
import kerava.layers.CategoryEncoding;
import kerava.layers.CenterCrop;
import kerava.layers.Discretization;
import kerava.layers.GroupedQueryAttention;
import kerava.layers.HashedCrossing;
import kerava.layers.Hashing;
import kerava.layers.IntegerLookup;
import kerava.layers.MultiHeadAttention;
import kerava.layers.Normalization;
import kerava.layers.RandomBrightness;
import kerava.layers.RandomContrast;
import kerava.layers.RandomFlip;
import kerava.layers.Resizing;
import kerava.layers.ReversibleEmbedding;
import kerava.layers.StringLookup;

/** Layers whose settings and states in Keras 2 are others than in Keras 3. */
final class Keras2Layers {
  private static final Set<Class<?>> OTHERS = Set.of(AdaptiveAveragePooling1D.class, AdaptiveAveragePooling2D.class,
      AdaptiveAveragePooling3D.class, AdaptiveMaxPooling1D.class, AdaptiveMaxPooling2D.class, AdaptiveMaxPooling3D.class,
      CategoryEncoding.class, CenterCrop.class, Discretization.class, GroupedQueryAttention.class, HashedCrossing.class, Hashing.class,
      IntegerLookup.class,
      Normalization.class, RandomBrightness.class, RandomContrast.class, RandomFlip.class, Resizing.class, ReversibleEmbedding.class,
      StringLookup.class);

  private Keras2Layers() {}

  /** Whether Keras 2 has no setting {@code key} of such a layer; one that changes something is refused. */
  static boolean isLeftOut(Object layer, String key) {
    if (!(layer instanceof MultiHeadAttention attention) || !key.equals("sliding_window") && !key.equals("use_gate")) return false;
    require(attention.slidingWindow() == null && !attention.useGate(),
        "save: Keras 2 has no MultiHeadAttention with a sliding window or a gate; save for Keras 3");
    return true;
  }

  static boolean isOther(Class<?> layer) { return OTHERS.contains(layer); }

  static void check(Object layer) {
    require(!isOther(layer.getClass()), "save: Keras 2 has another %s or none, so it is not written for it; save for Keras 3",
        layer.getClass().getSimpleName());
  }
}
