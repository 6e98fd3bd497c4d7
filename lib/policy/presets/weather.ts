import { binariesOf, type Caller } from './callers';
import { https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

const WEATHER_GOV = ['points', 'gridpoints', 'alerts', 'stations', 'zones', 'offices', 'products'];

export const weather = bundle(
  'weather',
  'forecasts, geocoding and alerts of four public services, read only',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      weather: {
        endpoints: [
          https('wttr.in', reads('/**')),
          https('api.open-meteo.com', reads('/v1/forecast', '/v1/elevation')),
          https('geocoding-api.open-meteo.com', reads('/v1/search', '/v1/get')),
          https('api.weather.gov', reads('/alerts', '/stations', ...WEATHER_GOV.map((part) => `/${part}/**`))),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
