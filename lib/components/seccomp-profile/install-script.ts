/**
 * What a pod of the DaemonSet does, with `$SOURCE` (the profile), `$TARGET` (the file on the node) and `$OWNER` (the pod).
 *
 * A new file is written beside the old one and renamed over it, so that the runtime reads one or the other and never
 * half of one. Whoever wrote last is the owner, by a marker beside the file: when a rollout replaces a pod, the old one
 * sees that the file is no longer its own and leaves it. Anything else that changes or removes the file is undone.
 */
export const INSTALL_SCRIPT = `set -eu
marker="$TARGET.owner"

install_profile() {
  cp "$SOURCE" "$TARGET.$OWNER.tmp"
  chmod 0644 "$TARGET.$OWNER.tmp"
  mv -f "$TARGET.$OWNER.tmp" "$TARGET"
}

is_owner() {
  [ "$(cat "$marker" 2>/dev/null || true)" = "$OWNER" ]
}

leave() {
  rm -f "$TARGET.$OWNER.tmp" "$marker.$OWNER.tmp"
  if is_owner; then rm -f "$TARGET" "$marker"; fi
  exit 0
}
trap leave TERM INT

printf %s "$OWNER" > "$marker.$OWNER.tmp"
mv -f "$marker.$OWNER.tmp" "$marker"
install_profile
while :; do
  sleep "$INTERVAL" &
  wait $!
  if is_owner && ! cmp -s "$SOURCE" "$TARGET"; then install_profile; fi
done
`;
