// Opens a connection to where a link leads as soon as the pointer is over it.
const link = document.querySelector('a');

link.addEventListener('pointerover', () => {
  const hint = document.createElement('link');
  hint.rel = 'preconnect';
  hint.href = link.origin;
  document.head.append(hint);
});
