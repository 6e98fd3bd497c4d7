import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseHttpUrl } from '../../../../syntax/http-url';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleInferencePool } from '../example';
import { HARNESSES, PROVIDERS, providersOf } from '../inference';
import { isSupervised } from '../policy-of';
import type { PoolInference } from '../props';

/** The route leads to a provider that the supervisor knows and the agent can speak to, with a key by reference. */
export const poolInference: Rule<AgentSandboxPoolProps> = {
  id: 'KF3435',
  name: 'pool-inference',
  severity: 'error',
  acknowledge: 'never',
  why: 'With a route that it cannot read the supervisor ends or goes on without inference, so that `inference.local` answers 503; an agent that speaks another protocol than the provider gets 404 from it.',
  fix: 'give provider, model and the name and key of a Secret, and a harness that speaks the provider’s protocol',
  faults: ['F-SCR-01'],
  sources: ['facts/verified.md §9', 'OpenShell v0.0.46, crates/openshell-router/src/config.rs'],
  check(props, report) {
    if (!isSupervised(props) || props.inference === undefined) return;
    const { inference, harness = 'other' } = props;
    if (typeof inference !== 'object' || inference === null) {
      report({
        path: ['inference'],
        problem: 'this is no route',
        got: inference,
        allowed: '{ provider, model, apiKey }',
      });
      return;
    }
    for (const finding of routeFindings(inference)) report(finding);
    const speaks: readonly string[] = HARNESSES.includes(harness) ? providersOf(harness) : Object.keys(PROVIDERS);
    if (Object.hasOwn(PROVIDERS, inference.provider) && !speaks.includes(inference.provider)) {
      report({
        path: ['inference', 'provider'],
        problem: `${harness} does not speak the protocol of ${inference.provider}`,
        got: inference.provider,
        allowed: speaks.join(', '),
      });
    }
  },
  examples: {
    failing: exampleInferencePool({ provider: 'OpenAI', model: 'gpt-5' }, { harness: 'claude-code' }),
    mended: exampleInferencePool({}, { harness: 'claude-code' }),
  },
};

function routeFindings(inference: { readonly [F in keyof PoolInference]?: unknown }): Finding[] {
  const { provider, model, baseUrl, apiKey } = inference;
  return [
    ...(Object.hasOwn(PROVIDERS, String(provider))
      ? []
      : [wrong('provider', 'the supervisor knows no such provider', provider, Object.keys(PROVIDERS).join(', '))]),
    ...(typeof model === 'string' && /^\S+$/.test(model)
      ? []
      : [wrong('model', 'this is no name of a model', model, 'the provider’s name of the model, without blanks')]),
    ...(baseUrl === undefined
      ? []
      : findingsOf(['inference', 'baseUrl'], 'the address', baseUrl, parseHttpUrl(baseUrl))),
    ...keyFindings(['inference', 'apiKey'], apiKey),
  ];
}

function wrong(field: string, problem: string, got: unknown, allowed: string): Finding {
  return { path: ['inference', field], problem, got, allowed };
}

/** What is wrong with a reference. What stands in its place is never shown: it may be the key itself. */
function keyFindings(path: Path, reference: unknown): Finding[] {
  const allowed = '{ name, key } of a Secret in the pool’s namespace';
  if (typeof reference !== 'object' || reference === null) {
    return [{ path, problem: 'the key is not a reference to a Secret', allowed }];
  }
  const fields = reference as Readonly<Record<string, unknown>>;
  return ['name', 'key'].flatMap((field) =>
    typeof fields[field] === 'string' && fields[field] !== ''
      ? []
      : [{ path: [...path, field], problem: `the reference has no ${field}`, allowed }],
  );
}
