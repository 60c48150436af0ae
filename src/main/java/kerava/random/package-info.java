/**
 * Seeds and Python's generators: CPython's and NumPy's Mersenne Twister, the order of an epoch.
 * Begin with {@link kerava.random.RandomSeed}.
 */
package kerava.random;
