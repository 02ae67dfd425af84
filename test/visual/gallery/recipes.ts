import {make} from './cells.js';

/** Draws the recipes of docs/theming.md, each in a frame. */
export async function drawRecipes(body: HTMLElement): Promise<void> {
  const response = await fetch('/recipes');
  const count = Number(await response.text());
  const frames = Array.from({length: count}, (_, index) =>
    make('iframe', {src: `/recipes/${index}`, title: `recipe ${index + 1}`, height: '210'}),
  );
  const loaded = frames.map(
    (frame) =>
      new Promise((resolve) => {
        frame.addEventListener('load', resolve);
      }),
  );
  body.append(...frames);
  await Promise.all(loaded);
}
