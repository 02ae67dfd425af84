// What the frame of each subject can do: the subject is bundled with it in place of `subject`.
import {define, tag} from 'subject';

const ATTRIBUTES =
  'domain="demo" client-id="17473055" redirect-uri="/callback" code-url="/api/budgea/code" connection-id="46"';

/** Buttons that no page has yet. */
function buttons(count) {
  const template = document.createElement('template');
  template.innerHTML = `<${tag} ${ATTRIBUTES}>Reconnect</${tag}>`.repeat(count);
  return document.importNode(template.content, true);
}

async function show(fragment) {
  const shown = [...fragment.children];
  document.body.append(fragment);
  await Promise.all(shown.map((element) => element.updateComplete));
  // the layout is made now, not with the next frame
  return document.body.offsetHeight;
}

/** The time in ms from registering the element to the layout of so many of it. */
globalThis.renderTime = async (count) => {
  const fragment = buttons(count);
  globalThis.gc();
  const started = performance.now();
  define();
  await show(fragment);
  return performance.now() - started;
};

/** Shows so many in a page where one was shown before, so that their memory is theirs alone. */
globalThis.define = define;
globalThis.showButtons = (count) => show(buttons(count));
