/**
 * TensorFlow Framework's activations, initializers, losses, metrics, regularizers and constraints as Kerava's; who uses them adds the
 * library to his own dependencies. See docs/tensorflow-framework.md.
 */
package kerava.framework;
