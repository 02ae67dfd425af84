/** Filters the list of banks while the user types. Without scripts, the server filters it when the form is sent. */
export const scriptText: string = `const plain = (text) =>
  text.normalize('NFD').replace(/\\p{M}/gu, '').replaceAll('’', "'").toLowerCase().trim();

const search = document.querySelector('input[data-filter]');
const list = search && document.getElementById(search.dataset.filter);
const count = document.getElementById('banks-count');
const hints = document.getElementById('banks-hints');

// after a search on the server, the list holds only what that search found
if (list && count && !new URLSearchParams(location.search).get('q')) {
  const narrow = () => {
    const wanted = plain(search.value);
    let found = 0;
    for (const item of list.children) {
      item.hidden = !item.dataset.name.includes(wanted);
      if (!item.hidden) found += 1;
    }
    if (hints) hints.hidden = wanted !== '';
    count.textContent =
      found === 0 ? count.dataset.none : found === 1 ? count.dataset.one : count.dataset.many.replace('2', found);
  };
  search.addEventListener('input', narrow);
  narrow();
}
`;
