import type {Texts} from './texts.js';
import {addTexts} from './texts-for.js';

export const it: Texts = {
  start: {
    connect: 'Collega una banca',
    reconnect: 'Ricollega',
    manage: 'Gestisci i collegamenti',
    transfer: 'Fai un bonifico',
    payment: 'Paga',
  },
  startFailed: 'Non è stato possibile aprire la pagina. Riprova tra un momento.',

  success: {
    connect: 'Il tuo conto è collegato.',
    reconnect: 'Il collegamento funziona di nuovo.',
    manage: 'Eccoti di ritorno. Le modifiche ai tuoi collegamenti sono salvate.',
    transfer: 'Il tuo bonifico è in corso.',
    payment: 'Il tuo pagamento è in corso.',
  },
  access_denied: 'L’operazione è stata interrotta prima della fine. Puoi riprovare quando vuoi.',
  tos_declined:
    'Le condizioni non sono state accettate, quindi ci siamo fermati qui. Puoi riprovare quando vuoi.',
  session_expired: 'La pagina è rimasta aperta troppo a lungo e il servizio ha chiuso la sessione. Riprova.',
  failed: 'Il servizio ha avuto un problema e non ha potuto terminare. Riprova tra qualche minuto.',
  incomplete: 'Non abbiamo ricevuto una risposta completa. Controlla qui i tuoi conti prima di riprovare.',
  'missing-state': 'Non sappiamo se hai iniziato da qui. Ricomincia da questo sito.',
  'unknown-state':
    'La richiesta non è partita da questo browser. Se hai iniziato in un altro browser o in un’app, continua lì; altrimenti ricomincia.',
  expired: 'È passata più di un’ora, quindi per sicurezza ci siamo fermati qui. Ricomincia.',
  'no-storage':
    'Il tuo browser non permette a questo sito di ricordare ciò che hai iniziato. Consenti i dati dei siti (cookie) e ricomincia.',
  replayed: 'Questo passaggio è già concluso. Non c’è altro da fare qui.',
  malformed: 'L’indirizzo di questa pagina non è valido, quindi non lo abbiamo usato. Ricomincia.',
  none: 'Non c’è nulla da concludere qui.',

  saving: 'Ci siamo quasi. Tieni aperta questa pagina…',
  saveFailed:
    'Con la tua banca è andato tutto bene, ma non siamo riusciti a concludere da parte nostra. Riprova.',

  goOn: 'Continua',
  tryAgain: 'Riprova',
  goBack: 'Indietro',
};

addTexts('it', it);
