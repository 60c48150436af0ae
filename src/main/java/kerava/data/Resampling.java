package kerava.data;

/**
 * How {@link LoadImg} resizes, as PIL does: all but {@link #NEAREST} look at every pixel, of a large image too. Source: Pillow
 * {@code src/libImaging/Resample.c}.
 */
public enum Resampling {
  NEAREST(0) {
    @Override double weight(double x) { throw new IllegalStateException("takes one pixel"); }
  },
  BOX(0.5) {
    @Override double weight(double x) { return x > -0.5 && x <= 0.5 ? 1 : 0; }
  },
  BILINEAR(1) {
    @Override double weight(double x) { return Math.max(0, 1 - Math.abs(x)); }
  },
  HAMMING(1) {
    @Override double weight(double x) {
      double far = Math.abs(x);
      return far == 0 ? 1 : far >= 1 ? 0 : sinc(far) * (0.54f + 0.46f * Math.cos(far * Math.PI));
    }
  },
  BICUBIC(2) {
    private static final double A = -0.5;

    @Override double weight(double x) {
      double far = Math.abs(x);
      if (far < 1) return ((A + 2) * far - (A + 3)) * far * far + 1;
      return far < 2 ? (((far - 5) * far + 8) * far - 4) * A : 0;
    }
  },
  LANCZOS(3) {
    @Override double weight(double x) { return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0; }
  };

  private final double support;

  Resampling(double support) { this.support = support; }

  /** How far, in pixels of the smaller image, {@link #weight} is not 0. */
  double support() { return support; }

  /** What a pixel at distance {@code x} counts. */
  abstract double weight(double x);

  private static double sinc(double x) { return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI); }
}
