import { kubernetes, validateObject } from '../../lib/api';
import { constant, isConstant } from '../../lib/plan/constant';
import { findForeignLeaves } from '../../lib/plan/foreign-leaf';

describe('constant', () => {
  it('is frozen all the way down, so what was once said of it holds', () => {
    const value = constant({ limits: { cpu: '1' }, drop: ['ALL'] });
    expect([value, value.limits, value.drop].every((part) => Object.isFrozen(part) && isConstant(part))).toBe(true);
    expect(() => Object.assign(value.limits, { cpu: '2' })).toThrow(TypeError);
  });

  it('takes plain data only', () => {
    expect(() => constant({ when: new Date(0) })).toThrow('plain data');
    expect(() => constant({ lazy: new (class Lazy {})() })).toThrow('plain data');
  });

  it('is nothing that merely looks frozen', () => {
    expect(isConstant(Object.freeze({ inner: {} }))).toBe(false);
    expect(isConstant({ ...constant({ a: 1 }) })).toBe(false);
  });

  it('is refused again and again when it is wrong', () => {
    const wrong = constant({ cpu: 'a lot', memory: () => 1 } as object);
    const path = () => findForeignLeaves({ resources: wrong }, 'none').map((leaf) => leaf.path);
    expect([path(), path()]).toEqual([[['resources', 'memory']], [['resources', 'memory']]]);

    const limits = constant({ limits: { cpu: 'a lot' } });
    const schema = kubernetes('ResourceRequirements');
    const findings = () => validateObject(schema, limits).findings.map(({ path: at }) => at);
    expect([findings(), findings()]).toEqual([[['limits', 'cpu']], [['limits', 'cpu']]]);
  });

  it('is judged anew under another type', () => {
    const value = constant({ limits: { cpu: '1' } });
    expect(validateObject(kubernetes('ResourceRequirements'), value).findings).toEqual([]);
    expect(validateObject(kubernetes('SecurityContext'), value).findings).toHaveLength(1);
    expect(validateObject(kubernetes('ResourceRequirements'), value).findings).toEqual([]);
  });
});
