import {addTexts} from './texts-for.js';
import type {Texts} from './texts.js';

export const it: Texts = {
  start: {
    connect: 'Collega una banca',
    reconnect: 'Ricollega',
    manage: 'Gestisci i collegamenti',
    transfer: 'Fai un bonifico',
    payment: 'Paga',
  },
  starting: 'Un momento, per favore…',
  startFailed: 'Non è stato possibile aprire la pagina. Riprova tra un momento.',
  startImpossible: 'Questo sito non può aprirti la pagina. Riprovare non serve: contatta il sito.',
  startSignedOut: 'Sembra che tu sia uscito da questo sito. Accedi e poi riprova.',
  startNoStorage:
    'Il tuo browser non permette a questo sito di ricordare ciò che inizi. Consenti i dati dei siti (cookie) e poi riprova.',
  startFramed:
    'La pagina che contiene questa non le permette di continuare. Apri questo sito in una scheda a parte e poi riprova.',

  success: {
    connect: 'Il tuo conto è collegato.',
    reconnect: 'Il collegamento funziona.',
    manage: 'Eccoti di ritorno. Le modifiche ai tuoi collegamenti sono salvate.',
    transfer: 'Il tuo bonifico è in corso.',
  },
  payment: {
    done: 'La tua banca ha accettato il pagamento. Non devi fare altro.',
    processing:
      'Stiamo aspettando che la tua banca confermi il pagamento. Finora nulla è stato rifiutato: per favore, non pagare di nuovo.',
    partial:
      'Una parte del pagamento è stata eseguita, un’altra è stata rifiutata. Controlla quale prima di pagare di nuovo.',
    created: 'Il pagamento non è ancora confermato. Controlla a che punto è prima di pagare di nuovo.',
    cancelled: 'Il pagamento è stato annullato e non è stato pagato nulla. Puoi riprovare quando vuoi.',
    rejected:
      'Il pagamento è stato rifiutato e non è stato pagato nulla. Puoi riprovare o pagare in un altro modo.',
    expired:
      'Il pagamento non è stato confermato in tempo e non è stato pagato nulla. Puoi riprovare o pagare in un altro modo.',
    unknown:
      'Non sappiamo come si è concluso il pagamento. Controlla il tuo conto bancario prima di pagare di nuovo.',
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
  'other-owner':
    'La richiesta è partita mentre qui aveva effettuato l’accesso un’altra persona. Accedi come quella persona o ricomincia.',
  replayed: 'Questo passaggio è già concluso. Non c’è altro da fare qui.',
  malformed:
    'L’indirizzo di questa pagina non è valido, quindi non lo abbiamo usato. Controlla i tuoi conti prima di ricominciare.',
  none: 'Non c’è nulla da concludere qui.',

  connection: {
    wrongpass: 'La tua banca ha rifiutato i dati di accesso. Ricollegati e inseriscili di nuovo.',
    additionalInformationNeeded:
      'La tua banca chiede un’altra informazione, per esempio un codice. Ricollegati per darla.',
    SCARequired: 'La tua banca ti chiede di confermare la tua identità. Ricollegati per farlo.',
    decoupled: 'La tua banca ti chiede di confermare nella sua app. Ricollegati e segui i passaggi.',
    webauthRequired: 'La tua banca ti chiede di accedere dalla sua pagina. Ricollegati per andarci.',
    passwordExpired:
      'La tua password presso la banca è scaduta. Cambiala prima sul sito della banca, poi ricollegati qui.',
    actionNeeded:
      'La tua banca ti chiede di fare qualcosa sul suo sito. Accedi da lì e segui le indicazioni; ricollegarsi qui non serve.',
    websiteUnavailable:
      'La tua banca non è raggiungibile in questo momento. Riproviamo da soli: non devi fare nulla.',
    rateLimiting:
      'La tua banca limita le nostre richieste per un po’. Riproviamo da soli: non devi fare nulla.',
    validating:
      'La tua banca sta ancora verificando il collegamento. Riproviamo da soli: non devi fare nulla.',
    notSupported:
      'Questo collegamento al momento non è supportato, quindi non possiamo aggiornarlo. Ricollegarsi qui non serve.',
    bug: 'C’è stato un problema presso il nostro fornitore, che lo sa già. Riproviamo da soli: non devi fare nulla.',
    'first-sync': 'I tuoi conti vengono recuperati per la prima volta. Può richiedere qualche minuto.',
    unknown: 'Questo collegamento non funziona in questo momento. Torna a vedere più tardi.',
  },
  consentEnds:
    'Il tuo consenso per questo collegamento scade in data {date}. Rinnovalo per tenere aggiornati i tuoi conti.',
  consentEnded:
    'Il tuo consenso per questo collegamento è scaduto in data {date}. Rinnovalo per tenere aggiornati i tuoi conti.',
  renew: 'Rinnova il consenso',

  saving: 'Ci siamo quasi. Tieni aperta questa pagina…',
  saveFailed:
    'Con la tua banca è andato tutto bene, ma non siamo riusciti a concludere da parte nostra. Riprova.',
  saveRefused:
    'Con la tua banca è andato tutto bene, ma non siamo riusciti a concludere da parte nostra. Ricomincia.',
  saveSignedOut:
    'Con la tua banca è andato tutto bene, ma sembra che tu sia uscito da questo sito. Accedi in un’altra scheda e poi riprova qui.',
  saveImpossible:
    'Con la tua banca è andato tutto bene, ma questo sito non ha potuto proseguire. Riprovare non serve: contatta il sito.',
  'token-exists': 'Hai già collegato i tuoi conti qui. Controllali; se ne manca uno, collegalo di nuovo.',

  bankFetching:
    '{bank}: la banca è collegata. Stiamo recuperando i tuoi dati, può volerci qualche minuto. Intanto puoi continuare.',
  bankReady: '{bank}: la banca è collegata e i tuoi dati sono qui.',

  goOn: 'Continua',
  tryAgain: 'Riprova',
  goBack: 'Indietro',

  panel: {
    connected: '{count} con collegamento',
    toCheck: '{count} da verificare',
    inProgress: '{count} in corso',
    works: 'Collegata',
    fetching: 'Recupero dei dati',
    actionNeeded: 'Serve un tuo intervento',
    interrupted: 'Momentaneamente sospesa',
    notUpdated: 'Non aggiornata',
    late: 'Ci vuole più tempo del solito. Non serve aspettare: torna a controllare più tardi.',
    accounts: 'Conti:',
    dataAsOf: 'Dati aggiornati al',
    nextTry: 'Prossimo tentativo:',
    onlySome: 'Riguarda solo alcuni conti di questa banca. Gli altri continuano ad aggiornarsi.',
    sameBank:
      'Questa banca è collegata più volte, quindi i suoi conti potrebbero essere contati due volte. Se ti basta un collegamento, scollega l’altro.',
    refresh: 'Aggiorna i dati',
    manage: 'Gestisci',
    disconnect: 'Scollega',
    cancel: 'Annulla',
    retry: 'Riprova',
    question: 'Scollegare {bank}?',
    consequences:
      'Questo sito non riceverà più i dati di questa banca, e i suoi conti potrebbero non comparire più qui. Nella tua banca non cambia nulla, e puoi ricollegarla quando vuoi.',
    disconnected: '{bank}: banca scollegata.',
    asked: '{bank}: abbiamo chiesto dati aggiornati.',
    failed: 'Non ha funzionato. Riprova tra poco.',
    loading: 'Caricamento delle tue banche…',
    loadFailed: 'Non è stato possibile caricare le tue banche. Riprova tra poco.',
    noAnswer: 'Non abbiamo ricevuto risposta. Controlla la connessione a internet e riprova.',
    empty: 'Nessuna banca è ancora collegata.',
    bank: 'La tua banca',
  },
};

addTexts('it', it);
