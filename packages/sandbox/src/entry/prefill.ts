import type {World} from '../world/world.js';
import {Refusal} from './refusal.js';

/** The values that fill in the sign-in forms: by connector UUID, then by field. */
export type Prefill = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Returns the field that the parameter `{connector_uuid}.{field}` fills in.
 *
 * Refuses passwords, and values that are not in the field's list. Any other value is shown in the form, and the user
 * can correct it. The refusals never hold the value.
 */
export function readPrefill(
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
