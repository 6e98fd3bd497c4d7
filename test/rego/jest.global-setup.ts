import { buildEngine } from './build-engine';

export default async function globalSetup(): Promise<void> {
  await buildEngine((line) => process.stderr.write(`${line}\n`));
}
