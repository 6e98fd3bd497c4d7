import { hostOf } from '../addresses';
import { PORT } from '../names';
import type { Settings } from '../settings';
import { streamSeconds } from './timeout';

/** The Next.js server behind nginx in the same container. source: facts/kagent.md §2, UI */
const NEXT_PORT = 8001;

/** The files that the image expects to be mounted over its own. source: kagent v0.9.12 ui/scripts/init.sh */
export function uiFiles(settings: Settings): { readonly [file: string]: string } {
  return { 'nginx.conf': nginxConfig(settings), 'supervisord.conf': SUPERVISOR };
}

/**
 * `/api/` goes to the controller, everything else to Next.js; answers are streamed, so nothing is buffered. Requests are
 * not logged: the terminal's carries a token in its address.
 */
function nginxConfig(settings: Settings): string {
  const timeout = `${streamSeconds(settings.props)}s`;
  return `pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events {}
http {
  server_tokens off;
  access_log off;
  client_body_temp_path /tmp/nginx/client_temp;
  proxy_temp_path /tmp/nginx/proxy_temp;
  fastcgi_temp_path /tmp/nginx/fastcgi_temp;
  uwsgi_temp_path /tmp/nginx/uwsgi_temp;
  scgi_temp_path /tmp/nginx/scgi_temp;

  map $http_upgrade $connection_upgrade {
    default upgrade;
    "" "";
  }
  # A proxy in front may have ended TLS.
  map $http_x_forwarded_proto $forwarded_proto {
    default $http_x_forwarded_proto;
    "" $scheme;
  }

  proxy_http_version 1.1;
  proxy_buffering off;
  proxy_read_timeout ${timeout};
  proxy_send_timeout ${timeout};
  proxy_set_header Host $host;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
  proxy_set_header Origin $forwarded_proto://$host;
  proxy_set_header X-Forwarded-Host $host;
  proxy_set_header X-Forwarded-Proto $forwarded_proto;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
${agentHeaders(settings)}
  server {
    listen ${PORT.ui};
    location = /health { return 200 ok; }
    location /api/ { proxy_pass http://${hostOf(settings, settings.names.controller)}:${PORT.controller}; }
    location / { proxy_pass http://127.0.0.1:${NEXT_PORT}; }
  }
}
`;
}

// The controller takes a request with X-Agent-Name for one of its agents and believes the user that it names; no browser
// is one. source: facts/kagent.md §5
function agentHeaders({ props }: Settings): string {
  if (props.frontDoor.unsecure) return '';
  return ['X-Agent-Name', 'X-User-Id'].map((header) => `  proxy_set_header ${header} "";\n`).join('');
}

// Next.js listens on loopback alone; upstream opens it on all addresses. Its environment is the container's, which
// names the controller.
const SUPERVISOR = `[supervisord]
nodaemon=true
logfile=/dev/stdout
logfile_maxbytes=0
pidfile=/tmp/supervisord.pid
loglevel=info

[program:nginx]
command=/usr/sbin/nginx -g "daemon off;"
priority=20
startsecs=0
startretries=10
autorestart=true
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
stderr_logfile=/dev/stderr
stderr_logfile_maxbytes=0

[program:nextjs]
command=node /app/ui/server.js
directory=/app/ui
environment=PORT="${NEXT_PORT}",HOSTNAME="127.0.0.1",NODE_ENV="production"
priority=10
startsecs=0
startretries=10
autorestart=true
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
stderr_logfile=/dev/stderr
stderr_logfile_maxbytes=0
`;
