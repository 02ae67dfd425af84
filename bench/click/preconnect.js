// Opens a connection to a link's host when the pointer is over the link.
const link = document.querySelector('a');

link.addEventListener('pointerover', () => {
  const hint = document.createElement('link');
  hint.rel = 'preconnect';
  hint.href = link.origin;
  document.head.append(hint);
});
