import type { PolicyInput, PolicyRule } from './input';
import { exampleOnNewest } from './input';
import { SHEET_111 } from './source';

export const MIDDLEWARE_FAILS_CLOSED: PolicyRule = {
  id: 'KF2046',
  name: 'middleware-fails-closed',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With `on_error: fail_open` requests leave unseen while the middleware is down or too slow.',
  fix: 'leave `on_error` out, or write `fail_closed`',
  faults: [],
  sources: [SHEET_111('1.7')],
  check({ policy: { networkMiddlewares = {} } }, report) {
    for (const [key, { onError }] of Object.entries(networkMiddlewares)) {
      if (onError !== 'fail_open') continue;
      report({
        path: ['networkMiddlewares', key, 'onError'],
        problem: 'requests pass when the middleware fails',
        got: onError,
        allowed: 'fail_closed',
      });
    }
  },
  examples: { failing: scrubbing('fail_open'), mended: scrubbing('fail_closed') },
};

function scrubbing(onError: string): PolicyInput {
  const endpoints = { include: ['tickets.example.com'] };
  return exampleOnNewest({
    networkMiddlewares: { scrub: { middleware: 'openshell/regex', config: { mode: 'redact' }, onError, endpoints } },
  });
}
