import { remembering } from '../../lib/syntax/memo';

describe('remembering', () => {
  const counted = () => {
    const read: string[] = [];
    const reader = remembering((text) => {
      read.push(text);
      return { text };
    });
    return { read, reader };
  };

  it('reads each text once', () => {
    const { read, reader } = counted();
    expect(reader('500m')).toBe(reader('500m'));
    expect(read).toEqual(['500m']);
  });

  it('keeps a bounded number of texts, and answers right beyond it', () => {
    const { read, reader } = counted();
    for (let index = 0; index < 10_000; index++) expect(reader(String(index)).text).toBe(String(index));
    reader('0');
    expect(read).toHaveLength(10_001);
  });

  it('does not keep long texts', () => {
    const { read, reader } = counted();
    const long = 'x'.repeat(600);
    reader(long);
    reader(long);
    expect(read).toHaveLength(2);
  });
});
