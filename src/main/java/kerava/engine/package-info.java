/**
 * What runs: graphs, sessions, the loop over batches, native memory.
 * Not exported; only this room knows TensorFlow's sessions.
 */
package kerava.engine;
