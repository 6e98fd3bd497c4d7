/** Where the supervisor looks; it takes these programs from nowhere else. source: OpenShell v0.0.46, crates/openshell-sandbox/src/sandbox/linux/netns.rs */
export const PROGRAM_PLACES = {
  ip: ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'],
  nft: ['/usr/sbin/nft', '/sbin/nft', '/usr/bin/nft'],
  nsenter: ['/usr/bin/nsenter', '/bin/nsenter', '/usr/sbin/nsenter', '/sbin/nsenter'],
} as const;

/** The user and the group that the command runs as. source: facts/openshell-0.0.46.md §1.2 */
export const COMMAND_USER = 'sandbox';

/**
 * Looks for what the supervisor needs of the image and names all that is missing. Without `ip` or `nsenter` it does not
 * start, without `nft` nobody notices who goes around the proxy. Only what every shell has built in is used.
 * source: facts/openshell.md §4.4; fault F-ISO-07
 */
export const CONTRACT_SCRIPT = `set -u
missing=
holds() {
  program=$1; shift
  for place in "$@"; do [ -x "$place" ] && return; done
  missing="$missing $program"
}
names() {
  while IFS=: read -r name _; do [ "$name" = ${COMMAND_USER} ] && return; done < "$2"
  missing="$missing $1:${COMMAND_USER}"
}
${Object.entries(PROGRAM_PLACES)
  .map(([program, places]) => `holds ${program} ${places.join(' ')}`)
  .join('\n')}
names user /etc/passwd
names group /etc/group
[ -z "$missing" ] && exit 0
echo "image-contract: the image lacks$missing, which OpenShell's supervisor needs" >&2
exit 1
`;

/** The same in one line, for the build of an image. */
export const CONTRACT_CHECK = `docker run --rm --entrypoint sh IMAGE -c 'for p in ip nft nsenter; do command -v $p || echo "missing: $p"; done; grep -q ^${COMMAND_USER}: /etc/passwd || echo "missing: user ${COMMAND_USER}"; grep -q ^${COMMAND_USER}: /etc/group || echo "missing: group ${COMMAND_USER}"'`;
