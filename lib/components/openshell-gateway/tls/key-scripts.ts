/**
 * Copies the client certificate from the gateway's namespace into those of its callers: `$CLIENT_SECRET`,
 * `$GATEWAY_NAMESPACE`, `$CLIENT_NAMESPACES` (separated by blanks).
 *
 * Only the three files of the client's Secret leave the namespace. Server-side apply creates or changes, and does
 * nothing where all is equal; it prints names, never data.
 */
export const COPY_CLIENT_SCRIPT = `kubectl get secret "$CLIENT_SECRET" --namespace="$GATEWAY_NAMESPACE" --output=go-template='{"apiVersion":"v1","kind":"Secret","type":"kubernetes.io/tls","metadata":{"name":"{{.metadata.name}}","labels":{"app.kubernetes.io/part-of":"kagent-fleet"}},"data":{"ca.crt":"{{index .data "ca.crt"}}","tls.crt":"{{index .data "tls.crt"}}","tls.key":"{{index .data "tls.key"}}"}}' > "$HOME/client.json"
for namespace in $CLIENT_NAMESPACES; do
  kubectl apply --server-side --force-conflicts --field-manager=openshell-certgen --namespace="$namespace" --filename="$HOME/client.json"
done
`;

/**
 * Makes the key that encrypts stored credentials, once: `$CREDENTIAL_KEY_SECRET`, `$GATEWAY_NAMESPACE`.
 *
 * Another key would make every stored credential unreadable, so an existing one is never touched, and the Secret is
 * immutable. The key goes by pipe: an argument could be read in the list of processes. source: fault F-GW-06
 */
export const CREDENTIAL_KEY_SCRIPT = `found=$(kubectl get secret "$CREDENTIAL_KEY_SECRET" --namespace="$GATEWAY_NAMESPACE" --ignore-not-found --output=name)
if [ -z "$found" ]; then
  key=$(head -c 32 /dev/urandom | base64)
  [ "\${#key}" -eq 44 ]
  printf '{"apiVersion":"v1","kind":"Secret","type":"Opaque","immutable":true,"metadata":{"name":"%s","labels":{"app.kubernetes.io/part-of":"kagent-fleet"}},"stringData":{"key-encryption-key":"%s"}}' "$CREDENTIAL_KEY_SECRET" "$key" |
    kubectl create --namespace="$GATEWAY_NAMESPACE" --filename=-
fi
`;
