import type { Diagnostic } from '../diagnostics/diagnostic';
import { diagnose, type Place } from '../diagnostics/evaluate';
import { findOpenShell, OPENSHELL_VERSIONS, type OpenShellTarget } from '../releases/openshell';
import { checkPolicy } from './check';
import { load } from './load';
import type { PolicyDocument } from './model';
import { KNOWN_OPENSHELL, READABLE } from './rules';
import { filePath } from './spelling/file-path';
import { readYaml } from './spelling/yaml-read';

/** An OpenShell file, read and checked. */
export interface PolicyReading {
  /** Present when the OpenShell of the release would load the file; what the rules say of it may still be bad. */
  readonly policy?: PolicyDocument;
  /** All of them at once, with paths in the file's own spelling. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface FromYamlOptions {
  /** The release, or the OpenShell version, that will enforce the policy. */
  readonly release: OpenShellTarget;
  /** Named in diagnostics as the place of the file. @default OpenShellPolicy */
  readonly construct?: string;
}

/** Reads an existing OpenShell file for a release. Never throws: whatever is wrong with it is a diagnostic. */
export function fromYaml(text: string, { release, construct = 'OpenShellPolicy' }: FromYamlOptions): PolicyReading {
  const place: Place = { construct, subject: 'props' };
  const openshell = findOpenShell(release);
  if (openshell === undefined) {
    const allowed = OPENSHELL_VERSIONS.join(', ');
    const finding = { path: ['release'], problem: 'the OpenShell of this release is not known', got: release, allowed };
    return { diagnostics: diagnose(KNOWN_OPENSHELL, place, [finding]) };
  }
  const { policy, findings } = readYaml(text);
  if (policy === undefined) return { diagnostics: diagnose(READABLE, place, findings) };
  const diagnostics = checkPolicy(policy, openshell, place).map((it) => ({ ...it, path: filePath(it.path) }));
  return load(policy, openshell).status === 'ok' ? { policy, diagnostics } : { diagnostics };
}
