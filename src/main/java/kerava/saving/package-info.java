/**
 * Model files of both Keras generations, read and written under limits.
 * Of these a user needs {@link kerava.saving.Dialect} and {@link kerava.saving.LoadWeightsOptions}.
 */
package kerava.saving;
