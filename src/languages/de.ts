import {addTexts} from './texts-for.js';
import type {Texts} from './texts.js';

export const de: Texts = {
  start: {
    connect: 'Bank verbinden',
    reconnect: 'Erneut verbinden',
    manage: 'Verbindungen verwalten',
    transfer: 'Geld überweisen',
    payment: 'Bezahlen',
  },
  starting: 'Einen Moment, bitte…',
  startFailed: 'Die Seite konnte nicht geöffnet werden. Bitte versuchen Sie es gleich noch einmal.',
  startImpossible:
    'Diese Website kann die Seite nicht für Sie öffnen. Ein weiterer Versuch hilft nicht: Bitte wenden Sie sich an die Website.',
  startSignedOut:
    'Sie sind auf dieser Website anscheinend abgemeldet. Bitte melden Sie sich an und versuchen Sie es dann noch einmal.',
  startNoStorage:
    'Ihr Browser erlaubt dieser Website nicht, sich zu merken, was Sie beginnen. Bitte erlauben Sie Websitedaten (Cookies) und versuchen Sie es dann noch einmal.',
  startFramed:
    'Die Seite, in der diese steht, lässt sie nicht weiter. Bitte öffnen Sie diese Website in einem eigenen Tab und versuchen Sie es dann noch einmal.',

  success: {
    connect: 'Ihr Konto ist verbunden.',
    reconnect: 'Ihre Verbindung funktioniert.',
    manage: 'Sie sind zurück. Änderungen an Ihren Verbindungen sind gespeichert.',
    transfer: 'Ihre Überweisung ist unterwegs.',
  },
  payment: {
    done: 'Ihre Bank hat Ihre Zahlung angenommen. Sie müssen nichts weiter tun.',
    processing:
      'Wir warten noch darauf, dass Ihre Bank die Zahlung bestätigt. Bisher wurde nichts abgelehnt; bitte zahlen Sie nicht noch einmal.',
    partial:
      'Ein Teil Ihrer Zahlung wurde ausgeführt, ein anderer abgelehnt. Bitte prüfen Sie, welcher, bevor Sie noch einmal zahlen.',
    created:
      'Ihre Zahlung ist noch nicht bestätigt. Bitte prüfen Sie ihren Stand, bevor Sie noch einmal zahlen.',
    cancelled:
      'Die Zahlung wurde abgebrochen, es wurde nichts bezahlt. Sie können es jederzeit noch einmal versuchen.',
    rejected:
      'Die Zahlung wurde abgelehnt, es wurde nichts bezahlt. Sie können es noch einmal versuchen oder anders bezahlen.',
    expired:
      'Die Zahlung wurde nicht rechtzeitig bestätigt, es wurde nichts bezahlt. Sie können es noch einmal versuchen oder anders bezahlen.',
    unknown:
      'Wir wissen nicht, wie Ihre Zahlung ausgegangen ist. Bitte sehen Sie auf Ihrem Bankkonto nach, bevor Sie noch einmal zahlen.',
  },
  access_denied: 'Sie haben vorher abgebrochen. Sie können es jederzeit noch einmal versuchen.',
  tos_declined:
    'Sie haben die Bedingungen nicht angenommen, deshalb wurde hier beendet. Sie können es jederzeit noch einmal versuchen.',
  session_expired:
    'Die Seite war zu lange offen, deshalb hat der Dienst die Sitzung beendet. Bitte versuchen Sie es noch einmal.',
  failed: 'Beim Dienst ist ein Problem aufgetreten. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  incomplete:
    'Die Antwort ist nicht vollständig. Bitte sehen Sie hier Ihre Konten an, bevor Sie es noch einmal versuchen.',
  'missing-state':
    'Wir wissen nicht, ob Sie hier begonnen haben. Bitte beginnen Sie auf dieser Website noch einmal.',
  'unknown-state':
    'Das wurde nicht in diesem Browser begonnen. Wenn Sie in einem anderen Browser oder einer App begonnen haben, machen Sie dort weiter; sonst beginnen Sie bitte noch einmal.',
  expired:
    'Es ist mehr als eine Stunde vergangen, deshalb wurde zu Ihrer Sicherheit beendet. Bitte beginnen Sie noch einmal.',
  'no-storage':
    'Ihr Browser erlaubt dieser Website nicht, sich zu merken, was Sie begonnen haben. Bitte erlauben Sie Websitedaten (Cookies) und beginnen Sie noch einmal.',
  'other-owner':
    'Das wurde begonnen, während hier jemand anderes angemeldet war. Bitte melden Sie sich als diese Person an oder beginnen Sie noch einmal.',
  replayed: 'Dieser Schritt ist schon erledigt. Hier gibt es nichts mehr zu tun.',
  malformed:
    'Die Adresse dieser Seite ist nicht gültig, deshalb wurde sie nicht verwendet. Bitte sehen Sie Ihre Konten an, bevor Sie noch einmal beginnen.',
  none: 'Hier gibt es nichts abzuschließen.',

  connection: {
    wrongpass:
      'Ihre Bank hat die Zugangsdaten abgelehnt. Bitte verbinden Sie sich erneut und geben Sie sie noch einmal ein.',
    additionalInformationNeeded:
      'Ihre Bank braucht noch eine Angabe, etwa einen Code. Bitte verbinden Sie sich erneut, um sie zu machen.',
    SCARequired:
      'Ihre Bank bittet Sie zu bestätigen, dass Sie es sind. Bitte verbinden Sie sich dafür erneut.',
    decoupled:
      'Ihre Bank bittet Sie um eine Bestätigung in ihrer App. Bitte verbinden Sie sich erneut und folgen Sie den Schritten.',
    webauthRequired:
      'Ihre Bank bittet Sie, sich auf ihrer eigenen Seite anzumelden. Bitte verbinden Sie sich erneut, um dorthin zu gelangen.',
    passwordExpired:
      'Ihr Passwort bei der Bank ist abgelaufen. Bitte ändern Sie es zuerst auf der Website der Bank und verbinden Sie sich dann hier erneut.',
    actionNeeded:
      'Ihre Bank bittet Sie, auf ihrer Website etwas zu erledigen. Bitte melden Sie sich dort an; eine neue Verbindung hilft hier nicht.',
    websiteUnavailable:
      'Ihre Bank ist gerade nicht erreichbar. Wir versuchen es von selbst noch einmal, Sie müssen nichts tun.',
    rateLimiting:
      'Ihre Bank lässt uns eine Weile seltener abfragen. Wir versuchen es von selbst noch einmal, Sie müssen nichts tun.',
    validating:
      'Ihre Bank prüft diese Verbindung noch. Wir versuchen es von selbst noch einmal, Sie müssen nichts tun.',
    notSupported:
      'Diese Verbindung wird derzeit nicht unterstützt, deshalb können wir sie nicht aktualisieren. Erneutes Verbinden hilft hier nicht.',
    bug: 'Bei unserem Anbieter ist etwas schiefgegangen, er weiß schon davon. Wir versuchen es von selbst noch einmal, Sie müssen nichts tun.',
    'first-sync': 'Ihre Konten werden zum ersten Mal abgerufen. Das kann einige Minuten dauern.',
    unknown: 'Diese Verbindung funktioniert gerade nicht. Bitte sehen Sie später noch einmal nach.',
  },
  consentEnds:
    'Ihre Einwilligung für diese Verbindung endet am {date}. Bitte erneuern Sie sie, damit Ihre Konten aktuell bleiben.',
  consentEnded:
    'Ihre Einwilligung für diese Verbindung endete am {date}. Bitte erneuern Sie sie, damit Ihre Konten aktuell bleiben.',
  renew: 'Einwilligung erneuern',

  saving: 'Gleich fertig. Bitte lassen Sie diese Seite offen…',
  saveFailed:
    'Bei Ihrer Bank hat alles geklappt, aber wir konnten es bei uns nicht abschließen. Bitte versuchen Sie es noch einmal.',
  saveRefused:
    'Bei Ihrer Bank hat alles geklappt, aber wir konnten es bei uns nicht abschließen. Bitte beginnen Sie noch einmal.',
  saveSignedOut:
    'Bei Ihrer Bank hat alles geklappt, aber Sie sind auf dieser Website anscheinend abgemeldet. Bitte melden Sie sich in einem anderen Tab an und versuchen Sie es dann hier noch einmal.',
  saveImpossible:
    'Bei Ihrer Bank hat alles geklappt, aber diese Website konnte es nicht übernehmen. Ein weiterer Versuch hilft nicht: Bitte wenden Sie sich an die Website.',
  'token-exists':
    'Sie sind hier schon verbunden. Bitte prüfen Sie Ihre Konten; falls eines fehlt, verbinden Sie es noch einmal.',

  bankFetching:
    '{bank} ist verbunden. Wir rufen jetzt Ihre Daten ab, das kann ein paar Minuten dauern. Sie können inzwischen weitermachen.',
  bankReady: '{bank} ist verbunden, und Ihre Daten sind da.',

  goOn: 'Weiter',
  tryAgain: 'Noch einmal versuchen',
  goBack: 'Zurück',

  panel: {
    connected: '{count} verbunden',
    toCheck: '{count} zu prüfen',
    inProgress: '{count} im Abruf',
    works: 'Verbunden',
    fetching: 'Daten werden abgerufen',
    actionNeeded: 'Bitte handeln',
    interrupted: 'Vorübergehend gestört',
    notUpdated: 'Wird nicht aktualisiert',
    late: 'Das dauert länger als gewöhnlich. Sie müssen nicht warten: Schauen Sie später wieder vorbei.',
    accounts: 'Konten:',
    dataAsOf: 'Stand:',
    nextTry: 'Nächster Versuch:',
    onlySome: 'Nur einige Konten dieser Bank sind betroffen. Die anderen werden weiter aktualisiert.',
    sameBank:
      'Diese Bank ist mehrfach verbunden, ihre Konten zählen also möglicherweise doppelt. Wenn Sie nur eine Verbindung brauchen, trennen Sie die andere.',
    refresh: 'Daten aktualisieren',
    manage: 'Verwalten',
    disconnect: 'Trennen',
    cancel: 'Abbrechen',
    retry: 'Noch einmal versuchen',
    question: '{bank} trennen?',
    consequences:
      'Diese Website erhält dann keine Daten dieser Bank mehr, und deren Konten können hier verschwinden. Bei Ihrer Bank ändert sich nichts, und Sie können sie jederzeit wieder verbinden.',
    disconnected: '{bank} ist getrennt.',
    asked: '{bank}: Neue Daten sind angefordert.',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
    loading: 'Ihre Banken werden geladen…',
    loadFailed: 'Ihre Banken konnten nicht geladen werden. Bitte versuchen Sie es gleich noch einmal.',
    noAnswer:
      'Wir haben keine Antwort erhalten. Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es dann noch einmal.',
    empty: 'Es ist noch keine Bank verbunden.',
    bank: 'Ihre Bank',
  },
};

addTexts('de', de);
