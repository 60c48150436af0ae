/**
 * Models of both Keras generations in files, arrays and streams, read and written under limits.
 * Of these a user needs {@link kerava.saving.ModelFormat}, {@link kerava.saving.Dialect}, {@link kerava.saving.LoadOptions} and
 * {@link kerava.saving.LoadWeightsOptions}.
 */
package kerava.saving;
