import { describe, expect, it } from 'vitest';
import { grid } from '../../src/report/grid.ts';
import { styleOf } from '../../src/report/style.ts';

const columns = [
  { title: 'name', flexible: true },
  { title: 'count', align: 'right' as const },
];

describe('grid', () => {
  it('aligns columns without lines or trailing spaces', () => {
    expect(
      grid(
        columns,
        [
          ['a', '1'],
          ['longer', '1000000'],
        ],
        styleOf({ colour: false, width: 80 }),
      ),
    ).toBe('name      count\na             1\nlonger  1000000');
  });

  it('breaks flexible cells, and loses none of their text, when it would be too wide', () => {
    const text = grid(columns, [['x'.repeat(50), '1']], styleOf({ colour: false, width: 40 }));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(40);
    expect(text.replace(/[^x]/g, '')).toBe('x'.repeat(50));
  });

  it('counts the width of cells without their colour', () => {
    const style = styleOf({ colour: true, width: 80 });
    const text = grid(columns, [['a', style.chalk.red('7')]], style);
    expect(text.split('\n')[1]).toBe('a         \u001b[31m7\u001b[39m');
  });
});
