import type { Finding, Rule } from '../../../diagnostics/rule';
import type { AgentProps, PromptSourceProp } from '../props';
import { exampleAgent } from './example-agent';

const PATH = ['declarative', 'systemMessage'];

/** What a template can say of its agent. source: kagent v0.9.12 template.go, PromptTemplateContext */
const VARIABLES = ['AgentName', 'AgentNamespace', 'Description', 'ToolNames', 'SkillNames'];
const MEANT_AS_TEMPLATE = new RegExp(`\\{\\{-?\\s*(include\\s|\\.(${VARIABLES.join('|')})\\b)`);
const SOURCES = [{ name: 'kagent-builtin-prompts', alias: 'builtin' }];

/** Braces in the instructions mean what the model is to read. */
export const PROMPT_TEMPLATE: Rule<AgentProps> = {
  id: 'KF5504',
  name: 'prompt-template',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With `promptTemplate` the instructions are a Go template: one that does not parse, or that includes what no source has, keeps the agent from being accepted. Without it the model reads the braces.',
  fix: 'write {{"{{"}} for two braces in a template; name the ConfigMap of an include in `promptTemplate.dataSources`',
  faults: [],
  sources: ['facts/kagent.md §10.13'],
  check({ declarative }, report) {
    if (declarative === undefined) return;
    const { systemMessage, promptTemplate } = declarative;
    const sources = promptTemplate?.dataSources ?? [];
    for (const finding of sourceFindings(sources)) report(finding);
    report.whenKnown(PATH, systemMessage, (text) => messageFindings(String(text), sources));
  },
  examples: {
    failing: exampleAgent({ systemMessage: '{{include "builtin/safety-guardrails"}}' }),
    mended: exampleAgent({
      systemMessage: '{{include "builtin/safety-guardrails"}}',
      promptTemplate: { dataSources: SOURCES },
    }),
  },
};

function sourceFindings(sources: readonly PromptSourceProp[]): Finding[] {
  const seen = new Set<string>();
  return sources.flatMap((source, index): Finding[] => {
    const id = identifierOf(source);
    const path = ['declarative', 'promptTemplate', 'dataSources', index];
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ path, problem: 'two sources are included by the same name', got: id }] : [];
  });
}

function identifierOf({ name, alias }: PromptSourceProp): string {
  return alias ?? name;
}

function messageFindings(text: string, sources: readonly PromptSourceProp[]): Finding[] {
  if (sources.length === 0) {
    const found = MEANT_AS_TEMPLATE.exec(text)?.[0];
    if (found === undefined) return [];
    return [
      {
        path: PATH,
        problem: 'this is a template, but there is no `promptTemplate`',
        got: found,
        allowed: 'plain text',
      },
    ];
  }
  const rest = text.replace(/\{\{.*?\}\}/gs, '');
  if (rest.includes('{{')) {
    return [
      {
        path: PATH,
        problem: 'two opening braces are not closed',
        got: rest.slice(rest.indexOf('{{'), rest.indexOf('{{') + 40),
      },
    ];
  }
  return [...text.matchAll(/\{\{.*?\}\}/gs)].flatMap(([action]) => actionFindings(action, sources));
}

function actionFindings(action: string, sources: readonly PromptSourceProp[]): Finding[] {
  const known = sources.map(identifierOf);
  const included = /\binclude\s+["`]([^"`]*)["`]/.exec(action)?.[1];
  if (included !== undefined && !known.some((id) => included.startsWith(`${id}/`))) {
    return [
      {
        path: PATH,
        problem: 'no source has this name',
        got: included,
        allowed: known.map((id) => `${id}/…`).join(', '),
      },
    ];
  }
  // Of the action's own words only: what stands in quotes is text.
  const [, variable] = /(?:^|[\s({])\.([A-Za-z]\w*)/.exec(action.replace(/"[^"]*"|`[^`]*`/g, '')) ?? [];
  if (variable === undefined || VARIABLES.includes(variable)) return [];
  return [
    {
      path: PATH,
      problem: 'a template knows nothing of this name',
      got: `.${variable}`,
      allowed: VARIABLES.map((name) => `.${name}`).join(', '),
    },
  ];
}
