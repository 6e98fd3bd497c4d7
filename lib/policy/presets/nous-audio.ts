import { nousTool } from './nous-broker';
import { bundle } from './preset';

export const nousAudio = bundle(
  'nous-audio',
  'speech and transcription through a Nous tool broker in the cluster',
  nousTool('nous_audio', '/openai-audio', ['GET', 'POST']),
);
