import type { Tunnel } from './files';

/** Path that answers 200 while the gateway can be reached over TLS, else 503. */
export const HAPROXY_HEALTH_PATH = '/ready';

/** What an HTTP/2 client says first, with empty settings. source: RFC 9113 §3.4 */
const CLIENT_PREFACE = '505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000000040000000000';

/** A settings frame, which is what the server says first. source: RFC 9113 §3.4, §6.5 */
const SETTINGS_FRAME = '^.{6}04';

/**
 * A loopback listener in plain text, the gateway behind it over mutual TLS, and a listener for the kubelet's question.
 *
 * The health check waits for the gateway's first HTTP/2 frame: in TLS 1.3 a refused client certificate shows only after
 * the handshake. Streams of a harness are idle for hours, so nothing is cut before a day. Workers of an earlier
 * certificate end after half a minute, and kagent's connection is made anew with the present one.
 * source: facts/verified.md §11, run with haproxy 2.6
 */
export function haproxyConfig({ listen, health, host, port, certificate, authorities }: Tunnel): string {
  return `global
    log stdout format raw local0 notice
    maxconn 256
    hard-stop-after 30s
    ssl-default-server-options ssl-min-ver TLSv1.2

defaults
    log global
    mode tcp
    timeout connect 5s
    timeout check 5s
    timeout client 24h
    timeout server 24h

frontend kagent
    bind ${listen}
    default_backend gateway

backend gateway
    option log-health-checks
    option tcp-check
    tcp-check connect default
    tcp-check send-binary ${CLIENT_PREFACE}
    tcp-check expect rbinary ${SETTINGS_FRAME}
    server gateway ${host}:${port} ssl crt ${certificate} ca-file ${authorities} verify required verifyhost ${host} sni str(${host}) alpn h2 check check-sni ${host} check-alpn h2 inter 3s fall 1 rise 1

frontend health
    mode http
    timeout client 5s
    timeout http-request 5s
    bind "${health}"
    monitor-uri ${HAPROXY_HEALTH_PATH}
    monitor fail if { nbsrv(gateway) lt 1 }
    http-request return status 404
`;
}

/**
 * Starts haproxy and reloads it whenever a file beside the certificate has changed, because haproxy reads them only
 * when it starts. Half-written files cannot be met: the kubelet swaps the whole folder at once. A reload that fails
 * leaves the running worker as it is. Stock images stop on USR1, so that signal ends it as well.
 */
export function haproxyScript(config: string, certificateFolder: string): string {
  return `set -u
fingerprint() { cat ${certificateFolder}/* | sha256sum; }
loaded=$(fingerprint)
haproxy -W -f ${config} &
master=$!
trap 'kill -TERM "$master" 2>/dev/null' TERM INT USR1
(
  while sleep "\${RELOAD_SECONDS:-30}"; do
    found=$(fingerprint)
    if [ "$found" != "$loaded" ]; then
      loaded=$found
      kill -USR2 "$master" || exit
    fi
  done
) &
watcher=$!
status=0
while kill -0 "$master" 2>/dev/null; do
  wait "$master"
  status=$?
done
kill "$watcher" 2>/dev/null
exit "$status"
`;
}
