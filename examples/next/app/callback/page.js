export default function Callback() {
  return (
    <main>
      <h1>Back from your bank</h1>
      <budgea-callback />
    </main>
  );
}
