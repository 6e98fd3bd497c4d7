import { binariesOf, type Caller } from './callers';
import { https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const wechat = bundle(
  'wechat',
  'the WeChat bridge: GET and POST to its two hosts',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      wechat_bridge: {
        endpoints: [https('ilinkai.weixin.qq.com', readsAndPosts()), https('ilinkai.wechat.com', readsAndPosts())],
        binaries: binariesOf(options),
      },
    },
  }),
);
