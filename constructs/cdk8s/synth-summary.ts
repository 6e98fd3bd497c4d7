import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { ApiObject, type App, Yaml } from 'cdk8s';
import { formatSynthSummary } from '../../lib/report/synth-summary';
import { FleetValidation } from './fleet-validation';

/** What `app.synth()` wrote: objects per kind, bytes, warnings with their rule ids, and how to apply it. */
export function synthSummary(app: App): string {
  const objects = app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  return formatSynthSummary({
    objects: objects.map((object) => ({
      kind: object.kind,
      bytes: Buffer.byteLength(Yaml.stringify(object.toJson())),
    })),
    diagnostics: FleetValidation.of(app).diagnostics(),
    folder: relative(process.cwd(), app.outdir) || '.',
    files: readdirSync(app.outdir).sort(),
  });
}
