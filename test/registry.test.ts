import { RULES } from '../lib/registry';

// Acknowledgements in users' code name these ids: one is never reused for another rule, and none disappears silently.
const IDS = `
KF1001 KF1002 KF1003 KF1004 KF1005 KF1006 KF1007 KF1008 KF1009 KF1010 KF1011 KF1012 KF1013 KF1014 KF1015 KF1016 KF1017
KF1020 KF1021 KF1101 KF1102
KF2001 KF2002 KF2003 KF2004 KF2005 KF2006
KF2010 KF2011 KF2012 KF2013 KF2014 KF2015 KF2016 KF2017 KF2018 KF2019 KF2020 KF2021 KF2022 KF2023 KF2024 KF2026 KF2027
KF2028 KF2029 KF2030 KF2031 KF2032 KF2033 KF2034 KF2035 KF2036 KF2037 KF2038 KF2039 KF2040 KF2041 KF2042
KF2043 KF2044 KF2045 KF2046 KF2047 KF2048
KF2301 KF2302 KF2303 KF2304 KF2305 KF2306
KF3001 KF3002 KF3003 KF3004 KF3005 KF3006 KF3007 KF3008 KF3009 KF3010 KF3011 KF3012 KF3013 KF3014 KF3015 KF3016 KF3017
KF3018 KF3019 KF3020 KF3021 KF3022
KF3101 KF3102 KF3103 KF3104 KF3105 KF3106 KF3107 KF3108 KF3109 KF3110 KF3111 KF3112
KF3201 KF3202 KF3203 KF3204 KF3205 KF3206 KF3207 KF3208
KF3301 KF3302 KF3303 KF3304 KF3305 KF3306 KF3307 KF3308 KF3309 KF3310 KF3311 KF3312 KF3313 KF3314 KF3315 KF3316 KF3317
KF3318 KF3319
KF3401 KF3402 KF3403 KF3404 KF3405 KF3406 KF3407 KF3408 KF3409 KF3410 KF3411 KF3412 KF3413 KF3414 KF3415 KF3416
KF3501 KF3502 KF3503 KF3504 KF3505 KF3506 KF3507 KF3508 KF3509 KF3510 KF3511 KF3512 KF3513 KF3514 KF3515 KF3516 KF3517
KF3518 KF3519
KF7001 KF7002 KF7003 KF7004 KF7005 KF7006 KF7007 KF7008 KF7009 KF7010
`
  .trim()
  .split(/\s+/);

describe('the registry', () => {
  it('pins every rule id', () => {
    expect(RULES.map(({ id }) => id)).toEqual(IDS);
  });

  it('gives every rule a name of its own, in words joined by dashes', () => {
    const names = RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s says why and what to change, with its source',
    (_, rule) => {
      expect(rule.why).toMatch(/^\S.*[.!?]$/s);
      expect(rule.fix.length).toBeGreaterThan(10);
      expect(rule.sources.length + rule.faults.length).toBeGreaterThan(0);
      expect(rule.faults.filter((fault) => !/^F-[A-Z]{2,3}-\d\d$/.test(fault))).toEqual([]);
    },
  );
});
