/**
 * The exceptions of Kerava; everything else stands in the rooms beside it.
 * {@link kerava.KeravaException} names who refused, the rule, what was got and what to do; {@link kerava.FormatException} is that of a
 * file.
 */
package kerava;
