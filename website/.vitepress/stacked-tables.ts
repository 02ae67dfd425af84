import type {MarkdownRenderer} from 'vitepress';

/** The roles of a table's parts. They are explicit, because a table with another layout may lose them. */
const ROLES: Readonly<Record<string, string>> = {
  table_open: 'table',
  thead_open: 'rowgroup',
  tbody_open: 'rowgroup',
  tr_open: 'row',
  th_open: 'columnheader',
  td_open: 'cell',
};

/** Gives each cell the name of its column, so that a phone can stack the cells of a row. */
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
        // an empty header is not a header
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
