#!/usr/bin/env node
import { lockImages, PROCESS } from './lock-images';
import { processSurroundings, sync } from './sync';
import { SYNC_USAGE } from './sync/options';

const USAGE = `usage: kagent-fleet COMMAND [options]

  lock-images [--lock FILE] [--resolver crane|skopeo|buildx] [--refresh] [--prune] [IMAGE...]
      asks a registry client for the digest of every image and writes the image lock;
      without images it reads their names from standard input
      exit status: 0 every image has a digest, 1 some have none, 2 bad input

  sync plan|apply|drift|watch --state FILE [options]
      brings an OpenShell gateway to the state that the program wrote: policies, providers, routes, settings
      exit status: 0 as the document has it, 1 failed, 2 different or pending; 'sync --help' has the options`;

const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => number | Promise<number>>> = {
  'lock-images': (argv) => lockImages(argv, PROCESS),
  sync: (argv) => (argv.includes('--help') ? help(SYNC_USAGE) : sync(argv, processSurroundings())),
};

const [name = '', ...argv] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) {
  void Promise.resolve(command(argv)).then((status) => {
    process.exitCode = status;
  });
} else if (name === '--help' || name === 'help') help(USAGE);
else {
  console.error(USAGE);
  process.exitCode = 2;
}

function help(usage: string): number {
  console.log(usage);
  return 0;
}
