// `npm run bench`: what the policy plane costs, as ratios of one run.
import { compile, compose, contains, type Decider, OpenShellPolicy, type PolicyRequest } from 'kagent-fleet';
import { EVERY_PRESET } from '../test/policy-presets/bundles';
import { measure, ratioLine, type Timing } from './measure';
import { plainScan } from './plain-scan';
import { onOneHost, policyOf, requestsTo } from './policies';

const RELEASE = '0.0.111';
const ROUNDS = 31;

console.log(scanLine());
console.log(growthLine());
console.log(containsLine());
console.log(composeLine());

/** The index against a scan that gives the same answers to the same requests. */
function scanLine(): string {
  const policy = policyOf(1_000);
  const decider = compile(RELEASE, policy);
  const isAllowed = plainScan(policy);
  const requests = requestsTo(1_000, 10_000);
  for (const request of requests) {
    if ((decider.decide(request).effect === 'allow') !== isAllowed(request)) {
      throw new Error(`the scan and decide disagree on ${JSON.stringify(request)}`);
    }
  }
  const [scan, compiled] = measure(
    [
      { name: 'plain scan', run: () => requests.filter(isAllowed).length },
      { name: 'compiled decide, 1,000 endpoints', run: () => allowedBy(decider, requests) },
    ],
    11,
  ) as [Timing, Timing];
  return atLeastLine(scan, compiled, 20);
}

/** The same number of requests, so that the ratio of the times is that of the costs of one decision. */
function growthLine(): string {
  const [large, small] = measure(
    [1_000, 10].map((endpoints) => {
      const decider = compile(RELEASE, policyOf(endpoints));
      const requests = requestsTo(endpoints, 20_000);
      return { name: `decide, ${endpoints} endpoints`, run: () => allowedBy(decider, requests) };
    }),
    ROUNDS,
  ) as [Timing, Timing];
  return ratioLine(large, small, 3);
}

/** Four times the endpoints on one host may cost sixteen times as much; both answers are proofs. */
function containsLine(): string {
  const [large, small] = measure(
    [128, 32].map((endpoints) => {
      const policy = onOneHost(endpoints);
      const { answer } = contains(policy, policy, { release: RELEASE });
      if (answer !== 'yes') throw new Error(`a policy must contain itself, and the answer is ${answer}`);
      return {
        name: `contains, ${endpoints} endpoints on one host`,
        run: () => contains(policy, policy, { release: RELEASE }),
      };
    }),
    7,
  ) as [Timing, Timing];
  return ratioLine(large, small, 16);
}

function composeLine(): string {
  const whole = compose(...Object.values(EVERY_PRESET));
  const [composing, writing] = measure(
    [
      {
        name: `compose all ${Object.values(EVERY_PRESET).length} presets`,
        run: () => compose(...Object.values(EVERY_PRESET)),
      },
      { name: 'result to YAML, five times', run: () => [1, 2, 3, 4, 5].map(() => OpenShellPolicy.toYaml(whole)) },
    ],
    ROUNDS,
  ) as [Timing, Timing];
  return ratioLine(composing, writing, 1);
}

function allowedBy(decider: Decider, requests: readonly PolicyRequest[]): number {
  return requests.filter((request) => decider.decide(request).effect === 'allow').length;
}

/** One line: how many times longer `slow` took than `fast`, against how many it has to. */
function atLeastLine(slow: Timing, fast: Timing, target: number): string {
  const ratio = slow.median / fast.median;
  const times = ({ median, low, high }: Timing) => `${median.toFixed(1)} ms [${low.toFixed(1)}–${high.toFixed(1)}]`;
  const verdict = ratio >= target ? 'met' : 'MISSED';
  return `${`${slow.name} / ${fast.name}`.padEnd(58)} ${ratio.toFixed(2).padStart(6)}×  median ${times(slow)} vs ${times(fast)}  (target ≥ ${target}: ${verdict})`;
}
