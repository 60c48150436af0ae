/**
 * The command line: one class a command.
 * Its contract is docs/cli.md. Not exported.
 */
package kerava.cli;
