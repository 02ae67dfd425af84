const list = document.querySelector('ul');
const response = await fetch('/api/connections');
for (const {id, bank} of await response.json()) {
  const button = document.createElement('budgea-reconnect');
  button.connectionId = id;
  button.context = {bank};
  button.textContent = `Reconnect ${bank}`;
  const item = document.createElement('li');
  item.append(button);
  list.append(item);
}
