import type {Parameter} from './parameters.js';
import {Refusal} from './refusal.js';

/** What a request says, by parameter. */
export type Values = ReadonlyMap<Parameter, string>;

/** A number of things, 1 at least. */
export function countOf(values: Values, name: Parameter): number | undefined {
  const value = values.get(name);
  if (value !== undefined && !/^[1-9]\d*$/.test(value)) throw new Refusal('invalid-count', name, {value});
  return value === undefined ? undefined : Number(value);
}

/** The items between commas, none of them empty. */
export function listOf(values: Values, name: Parameter): readonly string[] | undefined {
  const items = values.get(name)?.split(',');
  if (items?.includes('')) throw new Refusal('empty-value', name);
  return items;
}

/** Whether it is `true`. Absent is not. */
export function booleanOf(values: Values, name: Parameter): boolean {
  const value = values.get(name);
  if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new Refusal('invalid-boolean', name, {value, expected: ['true', 'false']});
  }
  return value === 'true';
}

/** The id of something. */
export function idOf(values: Values, name: Parameter): number | undefined {
  const value = values.get(name);
  if (value !== undefined && !/^\d+$/.test(value)) throw new Refusal('invalid-id', name, {value});
  return value === undefined ? undefined : Number(value);
}
