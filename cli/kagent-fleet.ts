#!/usr/bin/env node
import { lockImages, PROCESS } from './lock-images';

const USAGE = `usage: kagent-fleet COMMAND [options]

  lock-images [--lock FILE] [--resolver crane|skopeo|buildx] [--refresh] [--prune] [IMAGE...]
      asks a registry client for the digest of every image and writes the image lock;
      without images it reads their names from standard input
      exit status: 0 every image has a digest, 1 some have none, 2 bad input`;

const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => number>> = {
  'lock-images': (argv) => lockImages(argv, PROCESS),
};

const [name = '', ...argv] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) process.exitCode = command(argv);
else if (name === '--help' || name === 'help') console.log(USAGE);
else {
  console.error(USAGE);
  process.exitCode = 2;
}
