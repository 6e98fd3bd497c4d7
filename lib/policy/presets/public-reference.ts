import { binariesOf, type Caller } from './callers';
import { https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const publicReference = bundle(
  'public-reference',
  'encyclopedias, structured data and geocoding, read only: Wikipedia, Wikimedia, Wikidata, OpenStreetMap, countries',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      public_reference: {
        endpoints: [
          https('*.wikipedia.org', reads('/w/api.php', '/api/rest_v1/**')),
          https('api.wikimedia.org', reads('/core/v1/**')),
          https('commons.wikimedia.org', reads('/w/api.php', '/api/rest_v1/**')),
          https('www.wikidata.org', reads('/w/api.php', '/wiki/Special:EntityData/**')),
          https('query.wikidata.org', reads('/sparql', '/bigdata/namespace/wdq/sparql')),
          https('commons-query.wikimedia.org', reads('/sparql')),
          https('nominatim.openstreetmap.org', reads('/search', '/reverse', '/lookup', '/status')),
          https('restcountries.com', reads('/v3.1/**')),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
