/**
 * TensorFlow's SavedModel: what its folder says, a model written as one, and one that runs.
 * Source: TensorFlow {@code protobuf/saved_model.proto}, {@code protobuf/meta_graph.proto}.
 */
package kerava.engine.savedmodel;
