import type {World} from '../world/world.js';
import {Refusal} from './refusal.js';

/** What the sign-in forms are filled with: values by field, by the connector's UUID. */
export type Prefill = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The field that `{connector_uuid}.{field}` names, which takes this value.
 *
 * A value that only a list cannot hold is refused: others are shown, for the user to correct. No refusal shows
 * the value.
 */
export function prefilledField(
  parameter: string,
  value: string,
  world: World,
): {readonly uuid: string; readonly field: string} {
  const [uuid = '', ...rest] = parameter.split('.');
  const connector = world.connectors.find((candidate) => candidate.uuid === uuid);
  if (!connector) throw new Refusal('unknown-connector', parameter);
  const field = connector.fields.find(({name}) => name === rest.join('.'));
  if (!field) {
    const expected = connector.fields.filter(({type}) => type !== 'password');
    throw new Refusal('unknown-field', parameter, {expected: expected.map(({name}) => `${uuid}.${name}`)});
  }
  const {type, name, values = []} = field;
  if (type === 'password') throw new Refusal('password-prefill', parameter);
  if (type === 'list' && !values.some((choice) => choice.value === value)) {
    throw new Refusal('unknown-choice', parameter, {expected: values.map((choice) => choice.value)});
  }
  return {uuid, field: name};
}
