import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretKeyRef } from '../../lib/plan/secret-ref';

/** What stops a credential from being used; names the place looked at, never what stood there. */
export class SecretError extends Error {}

/** A credential by its reference. */
export type ReadSecret = (ref: SecretKeyRef) => string;

export interface SecretPlaces {
  /** A folder with one folder for each Secret and one file for each key, as volumes of Secrets are mounted. */
  readonly folder?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads credentials from files, or from the environment where there is no such file. */
export function secretReader({ folder, environment }: SecretPlaces): ReadSecret {
  return (ref) => {
    const variable = variableOf(ref);
    const file = folder === undefined ? undefined : join(folder, plainName(ref.name), plainName(ref.key));
    const value = (file === undefined ? undefined : readIfThere(file)) ?? environment[variable];
    if (value === undefined) {
      throw new SecretError(
        `no credential ${ref.name}/${ref.key}: neither file ${file ?? '(no --secrets)'} nor ${variable}`,
      );
    }
    return checked(value, ref);
  };
}

/** The environment variable for a key of a Secret: `KAGENT_FLEET_SECRET_<NAME>__<KEY>`, other characters as `_`. */
export function variableOf({ name, key }: SecretKeyRef): string {
  const word = (part: string) => part.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return `KAGENT_FLEET_SECRET_${word(name)}__${word(key)}`;
}

/** A reference must not lead out of the folder. */
function plainName(name: string): string {
  if (name === '.' || name === '..' || !/^[A-Za-z0-9._-]+$/.test(name)) {
    throw new SecretError(`${JSON.stringify(name)} is no name of a Secret or of one of its keys`);
  }
  return name;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new SecretError(`cannot read ${file}: ${code ?? 'error'}`);
  }
}

/** A newline at the end is the editor's; one inside breaks kagent's bootstrap. source: facts/openshell-0.0.46.md §6 */
function checked(value: string, { name, key }: SecretKeyRef): string {
  const text = value.replace(/\r?\n$/, '');
  if (text === '') throw new SecretError(`credential ${name}/${key} is empty`);
  if ([...text].some((character) => character < ' ')) {
    throw new SecretError(`credential ${name}/${key} holds a line break or another control character`);
  }
  return text;
}
