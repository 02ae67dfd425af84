interface Connection {
  readonly id: number;
  readonly bank: {readonly name: string};
}

/** Lists the visitor's connections. */
export default defineEventHandler(async (event) => {
  const {token} = userOf(event);
  if (!token) return [];
  const {connections} = await $fetch<{connections: Connection[]}>(
    `${SERVICE}/2.0/users/me/connections?expand=bank`,
    {headers: {authorization: `Bearer ${token}`}},
  );
  return connections.map(({id, bank}) => ({id, bank: bank.name}));
});
