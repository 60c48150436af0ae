package kerava.saving;

import static kerava.KeravaException.require;

import java.util.Set;
import kerava.config.Settings;
import kerava.layers.AdaptiveAveragePooling1D;
import kerava.layers.AdaptiveAveragePooling2D;
import kerava.layers.AdaptiveAveragePooling3D;
import kerava.layers.AdaptiveMaxPooling1D;
import kerava.layers.AdaptiveMaxPooling2D;
import kerava.layers.AdaptiveMaxPooling3D;
import kerava.layers.AutoContrast;
import kerava.layers.CenterCrop;
import kerava.layers.ConvLSTM1D;
import kerava.layers.ConvLSTM2D;
import kerava.layers.ConvLSTM3D;
import kerava.layers.GroupedQueryAttention;
import kerava.layers.HashedCrossing;
import kerava.layers.MultiHeadAttention;
import kerava.layers.RandomBrightness;
import kerava.layers.RandomColorDegeneration;
import kerava.layers.RandomColorJitter;
import kerava.layers.RandomContrast;
import kerava.layers.RandomCrop;
import kerava.layers.RandomErasing;
import kerava.layers.RandomFlip;
import kerava.layers.RandomGaussianBlur;
import kerava.layers.RandomGrayscale;
import kerava.layers.RandomHue;
import kerava.layers.RandomInvert;
import kerava.layers.RandomPerspective;
import kerava.layers.RandomPosterization;
import kerava.layers.RandomRotation;
import kerava.layers.RandomSaturation;
import kerava.layers.RandomSharpness;
import kerava.layers.RandomShear;
import kerava.layers.RandomTranslation;
import kerava.layers.RandomZoom;
import kerava.layers.Resizing;
import kerava.layers.ReversibleEmbedding;
import kerava.layers.Solarization;
import kerava.layers.SpectralNormalization;

/** Layers whose settings and states in Keras 2 are others than in Keras 3. */
final class Keras2Layers {
  private static final Set<Class<?>> OTHERS = Set.of(AdaptiveAveragePooling1D.class, AdaptiveAveragePooling2D.class,
      AdaptiveAveragePooling3D.class, AdaptiveMaxPooling1D.class, AdaptiveMaxPooling2D.class, AdaptiveMaxPooling3D.class,
      CenterCrop.class, GroupedQueryAttention.class, HashedCrossing.class, RandomBrightness.class, RandomContrast.class, RandomFlip.class,
      Resizing.class, ReversibleEmbedding.class,
      AutoContrast.class, RandomColorDegeneration.class, RandomColorJitter.class, RandomCrop.class, RandomErasing.class,
      RandomGaussianBlur.class, RandomGrayscale.class, RandomHue.class, RandomInvert.class, RandomPerspective.class,
      RandomPosterization.class, RandomRotation.class, RandomSaturation.class, RandomSharpness.class, RandomShear.class,
      RandomTranslation.class, RandomZoom.class, Solarization.class, SpectralNormalization.class);

  /** Keras 2 does not write their steps one after the other. */
  private static final Set<Class<?>> LOOPED = Set.of(ConvLSTM1D.class, ConvLSTM2D.class, ConvLSTM3D.class);

  private Keras2Layers() {}

  /** Whether Keras 2 has no setting {@code key} of such a layer, or not beside its others; one that changes something is refused. */
  static boolean isLeftOut(Object layer, String key) {
    if (Keras2Learned.isLeftOut(layer, key)) return true;
    if (!(layer instanceof MultiHeadAttention attention) || !key.equals("sliding_window") && !key.equals("use_gate")) return false;
    require(attention.slidingWindow() == null && !attention.useGate(),
        "save: Keras 2 has no MultiHeadAttention with a sliding window or a gate; save for Keras 3");
    return true;
  }

  static boolean isOther(Class<?> layer) { return OTHERS.contains(layer); }

  static void check(Object layer) {
    require(!LOOPED.contains(layer.getClass()) || !(boolean) Settings.of((Record) layer).get("unroll"),
        "save: Keras 2 has no %s with unroll; set it to false, or save for Keras 3", layer.getClass().getSimpleName());
    require(!isOther(layer.getClass()), "save: Keras 2 has another %s or none, so it is not written for it; save for Keras 3",
        layer.getClass().getSimpleName());
  }
}
