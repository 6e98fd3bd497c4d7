import { canonicalJson } from '../../plan/canonical-json';

/** One time series panel of a dashboard. */
export interface DashboardPanel {
  readonly title: string;
  /** PromQL. */
  readonly expr: string;
  /** Grafana's name of the unit, e.g. `ms`, `reqps`, `short`. @default short */
  readonly unit?: string;
  /** How a series is called, e.g. `{{pod}}`. @default - its labels */
  readonly legend?: string;
}

/** A dashboard as a component describes it. */
export interface Dashboard {
  /** Shown in Grafana; with the namespace where a cluster may have several. */
  readonly title: string;
  readonly panels: readonly DashboardPanel[];
}

// source: Grafana, dashboard JSON model: schemaVersion 39 is that of Grafana 11; newer ones migrate it when they load it
const SCHEMA_VERSION = 39;
const DATA_SOURCE = { type: 'prometheus', uid: '$datasource' } as const;
const WIDTH = 12;
const HEIGHT = 8;

/** The dashboard's JSON, two panels a row; the viewer chooses the Prometheus. The same input gives the same text. */
export function dashboardJson(uid: string, { title, panels }: Dashboard): string {
  return canonicalJson({
    uid,
    title,
    tags: ['kagent-fleet'],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: false,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'utc',
    annotations: { list: [] },
    links: [],
    templating: {
      list: [{ name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', hide: 0 }],
    },
    panels: panels.map(panelOf),
  });
}

function panelOf({ title, expr, unit = 'short', legend }: DashboardPanel, index: number) {
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    datasource: DATA_SOURCE,
    gridPos: { h: HEIGHT, w: WIDTH, x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT },
    fieldConfig: { defaults: { unit }, overrides: [] },
    options: {},
    targets: [{ refId: 'A', datasource: DATA_SOURCE, expr, ...(legend !== undefined && { legendFormat: legend }) }],
  };
}
