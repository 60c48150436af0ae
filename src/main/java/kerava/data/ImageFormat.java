package kerava.data;

/** The kinds of image files that are read. */
enum ImageFormat {
  PNG,
  JPEG,
  GIF,
  BMP
}
