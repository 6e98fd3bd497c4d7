import { buildTools } from './build-tools';

/** Builds the tools before any test, so that no test's time-out has to allow for it. */
export default async function setup(): Promise<void> {
  await buildTools((line) => process.stderr.write(`${line}\n`));
}
