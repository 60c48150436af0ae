/**
 * Files as bytes: told by how they begin, read from archives under limits, written so that nothing is lost.
 * Not exported.
 */
package kerava.files;
