// A button that asks the back end for a code, and leaves with it.
const button = document.querySelector('button');

button.addEventListener('click', async () => {
  const response = await fetch('/code', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: '{}',
  });
  const {code} = await response.json();
  const url = new URL(button.dataset.href);
  url.searchParams.set('code', code);
  location.assign(url);
});
