import {own} from './own.js';
import type {SandboxCapability, SandboxConnector, SandboxField} from './options.js';

/** Every capability that a connector can have. */
export const CAPABILITIES: readonly SandboxCapability[] = [
  'bank',
  'bankwealth',
  'document',
  'transfer',
  'profile',
  'contact',
];

const CUSTOMER_NUMBER: SandboxField = {
  name: 'login',
  label: {en: 'Customer number', fr: 'Identifiant client'},
  type: 'text',
  regex: '^[0-9]{8}$',
  hint: {en: 'Eight digits, such as 12345678', fr: 'Huit chiffres, par exemple 12345678'},
};

const SECRET_CODE: SandboxField = {
  name: 'password',
  label: {en: 'Secret code', fr: 'Code secret'},
  type: 'password',
  regex: '^[0-9]{6}$',
  hint: {en: 'Any six digits', fr: 'Six chiffres, peu importe lesquels'},
};

const EMAIL: SandboxField = {
  name: 'login',
  label: {en: 'Email address', fr: 'Adresse e-mail'},
  type: 'text',
  regex: '^[^@\\s]+@[^@\\s]+$',
  hint: {en: 'Such as alex@example.com', fr: 'Par exemple alex@example.com'},
};

const PASSWORD: SandboxField = {
  name: 'password',
  label: {en: 'Password', fr: 'Mot de passe'},
  type: 'password',
  regex: '^.{4,}$',
  hint: {en: 'At least four characters', fr: 'Au moins quatre caractères'},
};

const CUSTOMER_KIND: SandboxField = {
  name: 'website',
  label: {en: 'Kind of account', fr: 'Type de compte'},
  type: 'list',
  values: [
    {label: {en: 'Personal', fr: 'Particuliers'}, value: 'par'},
    {label: {en: 'Professional', fr: 'Professionnels'}, value: 'pro'},
  ],
};

const DIGITS = [CUSTOMER_NUMBER, SECRET_CODE];
const WORDS = [EMAIL, PASSWORD];

const CONNECTORS: readonly SandboxConnector[] = [
  bank(3, 'Banque des Tilleuls', '1f6b3a', DIGITS),
  bank(7, 'Banque Orvane', '8a1f4f', DIGITS),
  {...bank(12, 'Caisse du Vallon', '6b4a12', DIGITS), fields: [CUSTOMER_KIND, ...DIGITS]},
  {...bank(18, 'Nordalis', '0b4f8a', WORDS), capabilities: ['bank', 'bankwealth'], mostUsed: true},
  bank(23, 'Comptoir Lumen', '8a4b00', WORDS),
  bank(31, 'Banque Mistrale', '2f3e9e', DIGITS),
  {...bank(40, 'Sélène Banque', '5a2ca0', WORDS), capabilities: ['bank', 'bankwealth'], mostUsed: true},
  bank(44, 'Union Arvenne', '9b1c1c', DIGITS),
  bank(52, 'Halden & Fils', '2b3440', WORDS),
  {...bank(59, 'Crédit Littoral', '006071', DIGITS), oneTimeCode: true, mostUsed: true},
  {...bank(61, 'Verdanne', '3d5c00', WORDS), capabilities: ['bank', 'document']},
  bank(68, 'Banque Pélican', 'a0330b', DIGITS),
  {...bank(75, 'Banque de l’Ancien Orme', '4a4a4a', DIGITS), hidden: true},
  {...bank(101, 'Électricité Brume', '7a1fa0', WORDS), capabilities: ['document']},
  {...bank(102, 'Télécom Azurée', '0a5c9c', WORDS), capabilities: ['document']},
];

/** The default connectors. All of them are invented. */
export const DEFAULT_CONNECTORS: readonly SandboxConnector[] = CONNECTORS.map((connector) =>
  own({...connector, fields: connector.fields.map(own)}),
);

function bank(id: number, name: string, color: string, fields: readonly SandboxField[]): SandboxConnector {
  const uuid = `7d0c1f5e-2b4a-5c68-9e13-${String(id).padStart(12, '0')}`;
  return {id, uuid, name, color, capabilities: ['bank'], fields};
}
