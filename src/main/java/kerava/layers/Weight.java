package kerava.layers;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/** What a layer says of one of its weights: the name within the layer, the shape, the first values, and whether training changes it. */
public record Weight(String name, Shape shape, Initializer initializer, boolean trainable) {}
