/**
 * Keras for the JVM: models, and what a user makes them of, trains them with and keeps them in. What is not exported may change at any
 * time.
 */
module kerava {
  exports kerava;
  exports kerava.activations;
  exports kerava.applications;
  exports kerava.callbacks;
  exports kerava.config;
  exports kerava.constraints;
  exports kerava.data;
  exports kerava.framework;
  exports kerava.initializers;
  exports kerava.layers;
  exports kerava.losses;
  exports kerava.metrics;
  exports kerava.models;
  exports kerava.ops;
  exports kerava.optimizers;
  exports kerava.optimizers.schedules;
  exports kerava.plots;
  exports kerava.random;
  exports kerava.regularizers;
  exports kerava.saving;
  exports kerava.steps;
  exports kerava.tensor;
  exports kerava.training;

  requires transitive tensorflow;
  requires transitive org.tensorflow.ndarray;
  requires static transitive org.jspecify;
  // Only who uses kerava.framework has it.
  requires static tensorflow.framework;
  requires com.google.protobuf;
  requires com.fasterxml.jackson.databind;
  requires io.jhdf;
  requires java.desktop;
  requires java.logging;
  requires org.apache.commons.cli;
  requires org.apache.commons.csv;
  requires org.knowm.xchart;
  // What jHDF needs, which is no module that could say so.
  requires org.apache.commons.lang3;
  requires org.slf4j;
}
