import type {MarkdownRenderer} from 'vitepress';

/** What a part of a table is: said aloud, since a table that is laid out anew may lose it. */
const ROLES: Readonly<Record<string, string>> = {
  table_open: 'table',
  thead_open: 'rowgroup',
  tbody_open: 'rowgroup',
  tr_open: 'row',
  th_open: 'columnheader',
  td_open: 'cell',
};

/** Lets a phone stack each row's cells: each cell knows the name of its column. */
export function stackedTables(md: MarkdownRenderer): void {
  md.core.ruler.push('stacked-tables', ({tokens}) => {
    let columns: string[] = [];
    let column = 0;
    tokens.forEach((token, index) => {
      const role = ROLES[token.type];
      if (role === undefined) return;
      token.attrSet('role', role);
      if (role === 'table') columns = [];
      if (role === 'row') column = 0;
      if (role === 'columnheader') {
        const name = textOf(tokens[index + 1]);
        columns.push(name);
        // a header that says nothing is none
        if (name === '') {
          token.attrSet('role', 'cell');
          for (const part of [token, tokens[index + 2]]) if (part) part.tag = 'td';
        }
      }
      if (role === 'cell') {
        const name = columns[column];
        if (name) token.attrSet('data-column', name);
        column += 1;
      }
    });
  });
}

function textOf(
  inline: {readonly children?: readonly {readonly content: string}[] | null} | undefined,
): string {
  return inline?.children?.map(({content}) => content).join('') ?? '';
}
