import type {Parameter} from './parameters.js';
import {Refusal} from './refusal.js';

/** The values of a request, by parameter. */
export type Values = ReadonlyMap<Parameter, string>;

/** Reads a whole number above 0. */
export function readCount(values: Values, name: Parameter): number | undefined {
  const value = values.get(name);
  if (value !== undefined && !/^[1-9]\d*$/.test(value)) throw new Refusal('invalid-count', name, {value});
  return value === undefined ? undefined : Number(value);
}

/** Reads the items between commas. None of them may be empty. */
export function readList(values: Values, name: Parameter): readonly string[] | undefined {
  const items = values.get(name)?.split(',');
  if (items?.includes('')) throw new Refusal('empty-value', name);
  return items;
}

/** Reads `true` or `false`. An absent parameter is false. */
export function readBoolean(values: Values, name: Parameter): boolean {
  const value = values.get(name);
  if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new Refusal('invalid-boolean', name, {value, expected: ['true', 'false']});
  }
  return value === 'true';
}

/** Reads an id. */
export function readId(values: Values, name: Parameter): number | undefined {
  const value = values.get(name);
  if (value !== undefined && !/^\d+$/.test(value)) throw new Refusal('invalid-id', name, {value});
  return value === undefined ? undefined : Number(value);
}
