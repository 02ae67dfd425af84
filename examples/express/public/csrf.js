const {content: csrfToken} = document.querySelector('meta[name=csrf-token]');

// all elements inside send their requests by it
for (const webview of document.querySelectorAll('budgea-webview')) {
  webview.fetch = (url, init) =>
    fetch(url, {...init, mode: 'same-origin', headers: {...init.headers, 'x-csrf-token': csrfToken}});
}
