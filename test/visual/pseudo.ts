import type {Page} from '@playwright/test';
import type {Pseudo} from './gallery/cells.js';

interface DomNode {
  readonly nodeId: number;
  readonly nodeName: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
}

const CLASSES: Readonly<Record<Pseudo, readonly string[]>> = {
  hover: ['hover'],
  focus: ['focus', 'focus-visible'],
  active: ['hover', 'active'],
};

/** Forces the pseudo-class of each cell on its buttons and links, all at once. */
export async function forcePseudo(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const {root} = (await session.send('DOM.getDocument', {depth: -1, pierce: true})) as {root: DomNode};
  const visit = async (node: DomNode, wanted?: Pseudo): Promise<void> => {
    const {attributes = [], children = [], shadowRoots = []} = node;
    const at = attributes.indexOf('data-pseudo');
    const pseudo = at === -1 ? wanted : (attributes[at + 1] as Pseudo);
    if (pseudo && ['BUTTON', 'A'].includes(node.nodeName)) {
      await session.send('CSS.forcePseudoState', {
        nodeId: node.nodeId,
        forcedPseudoClasses: [...CLASSES[pseudo]],
      });
    }
    for (const child of [...shadowRoots, ...children]) await visit(child, pseudo);
  };
  await visit(root);
}
