/**
 * The notebooks' scores over many seeds beside the recorded ones.
 * Not exported; the command line runs it.
 */
package kerava.parity;
