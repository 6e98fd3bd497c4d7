/**
 * One copy of database and keys: `$COPIES` is how many are kept, `$PREFIX` begins their names.
 *
 * SQLite's own backup reads a consistent state beside a gateway that writes; a copy that fails its check is no copy. A
 * folder has its final name only when it is complete. source: sqlite.org, "Online Backup API"
 */
export const COPY_SCRIPT = `set -eu
umask 077
rm -rf /backup/"$PREFIX"-*.part
target="/backup/$PREFIX-$(date -u +%Y%m%dT%H%M%SZ)"
mkdir "$target.part"
sqlite3 -readonly /data/openshell.db ".backup '$target.part/openshell.db'"
[ "$(sqlite3 "$target.part/openshell.db" 'PRAGMA integrity_check')" = ok ]
for key in /keys/*; do
  [ ! -e "$key" ] || cp -L "$key" "$target.part/"
done
mv "$target.part" "$target"
ls -1d /backup/"$PREFIX"-*Z | sort -r | tail -n "+$((COPIES + 1))" | while read -r old; do
  rm -rf "$old"
done
`;

/**
 * One snapshot of the claim, with copies of the keys that end with it: `$CLAIM`, `$SNAPSHOT_CLASS`, `$KEY_SECRETS`
 * (separated by blanks), `$COPIES`, `$PREFIX`, `$SELECTOR`. It prints names, never data.
 */
export const SNAPSHOT_SCRIPT = `set -eu
name="$PREFIX-$(date -u +%Y%m%d%H%M%S)"
printf '{"apiVersion":"snapshot.storage.k8s.io/v1","kind":"VolumeSnapshot","metadata":{"name":"%s","labels":{"%s":"%s"}},"spec":{"volumeSnapshotClassName":"%s","source":{"persistentVolumeClaimName":"%s"}}}' "$name" "\${SELECTOR%=*}" "\${SELECTOR#*=}" "$SNAPSHOT_CLASS" "$CLAIM" |
  kubectl create --filename=-
uid=$(kubectl get volumesnapshot "$name" --output=jsonpath='{.metadata.uid}')
for secret in $KEY_SECRETS; do
  kubectl get secret "$secret" --output=go-template='{"apiVersion":"v1","kind":"Secret","type":"{{.type}}","immutable":true,"metadata":{"name":"'"$secret-$name"'","ownerReferences":[{"apiVersion":"snapshot.storage.k8s.io/v1","kind":"VolumeSnapshot","name":"'"$name"'","uid":"'"$uid"'"}]},"data":{ {{$comma := ""}}{{range $key, $value := .data}}{{$comma}}"{{$key}}":"{{$value}}"{{$comma = ","}}{{end}} }}' |
    kubectl create --filename=-
done
kubectl wait "volumesnapshot/$name" --for=jsonpath='{.status.readyToUse}'=true --timeout=10m
kubectl get volumesnapshot --selector="$SELECTOR" --output=name | sort -r | tail -n "+$((COPIES + 1))" | while read -r old; do
  kubectl delete "$old" --wait=false
done
`;
