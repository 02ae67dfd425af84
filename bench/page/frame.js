// The script in the frame of each subject. The import `subject` is replaced by the subject when it is bundled.
import {define, tag} from 'subject';

const ATTRIBUTES =
  'domain="demo" client-id="17473055" redirect-uri="/callback" code-url="/api/budgea/code" connection-id="46"';

/** Creates buttons that are not in the page yet. */
function buttons(count) {
  const template = document.createElement('template');
  template.innerHTML = `<${tag} ${ATTRIBUTES}>Reconnect</${tag}>`.repeat(count);
  return document.importNode(template.content, true);
}

async function show(fragment) {
  const shown = [...fragment.children];
  document.body.append(fragment);
  await Promise.all(shown.map((element) => element.updateComplete));
  // forces the layout now, not with the next frame
  return document.body.offsetHeight;
}

/** Returns the time in ms from registering the element to the layout of `count` of them. */
globalThis.renderTime = async (count) => {
  const fragment = buttons(count);
  globalThis.gc();
  const started = performance.now();
  define();
  await show(fragment);
  return performance.now() - started;
};

/** Registers the element and shows buttons in separate steps, so that memory can be measured between them. */
globalThis.define = define;
globalThis.showButtons = (count) => show(buttons(count));
