import type { Diagnostic } from './diagnostic';
import { formatDiagnostics } from './format';

/**
 * Everything that is wrong with a definition, as one error.
 *
 * It carries Pulumi's RunError brand, so that the engine prints the message without a stack trace.
 */
export class DefinitionError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  /** Brand read by `pulumi.RunError.isInstance`; it survives two copies of the SDK. */
  readonly __pulumiRunError = true;

  constructor(diagnostics: readonly Diagnostic[]) {
    super(formatDiagnostics(diagnostics));
    this.name = 'DefinitionError';
    this.diagnostics = diagnostics;
  }
}
