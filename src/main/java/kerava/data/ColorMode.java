package kerava.data;

/** How many channels an image gets, whatever its file has. */
public enum ColorMode {
  GRAYSCALE(1),
  RGB(3),
  RGBA(4);

  private final int channels;

  ColorMode(int channels) { this.channels = channels; }

  public int channels() { return channels; }
}
