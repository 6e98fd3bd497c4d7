import { compose } from './compose';
import { contains } from './contains';
import { compile, decide } from './decide';
import { diff } from './diff';
import { explainPolicy } from './explain-policy';
import { fromYaml } from './from-yaml';
import { fromProto, toProto } from './spelling/proto';
import { writeYaml } from './spelling/yaml-write';

/** What can be done with a policy as a whole; the policy itself is plain data. */
export const OpenShellPolicy = {
  /** Reads an OpenShell file. */
  fromYaml,
  /** Writes an OpenShell file. */
  toYaml: writeYaml,
  /** Reads the proto-JSON of a gateway. */
  fromProto,
  /** The proto-JSON that a gateway stores. */
  toProto,
  /** One policy out of several. */
  compose,
  /** Makes a policy ready to answer many requests. */
  compile,
  /** What happens to one request. */
  decide,
  /** Whether one policy allows all that another allows. */
  contains,
  /** What a change opens and closes. */
  diff,
  /** Who may reach what, per layer, and what no layer enforces; `text` of the answer is for people. */
  explain: explainPolicy,
} as const;
