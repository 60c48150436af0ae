/**
 * What every model's settings share: records read as named settings, families of them by name, limits for readers of files.
 * Of these a user needs {@link kerava.config.Limits}.
 */
package kerava.config;
