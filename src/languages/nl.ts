import {addTexts} from './texts-for.js';
import type {Texts} from './texts.js';

export const nl: Texts = {
  start: {
    connect: 'Bank koppelen',
    reconnect: 'Opnieuw koppelen',
    manage: 'Koppelingen beheren',
    transfer: 'Geld overmaken',
    payment: 'Betalen',
  },
  starting: 'Een ogenblik, alstublieft…',
  startFailed: 'De pagina kon niet worden geopend. Probeer het zo nog eens.',
  startImpossible:
    'Deze site kan de pagina niet voor u openen. Opnieuw proberen helpt niet: neem contact op met de site.',
  startSignedOut: 'U lijkt te zijn afgemeld bij deze site. Meld u aan en probeer het dan opnieuw.',
  startNoStorage:
    'Uw browser laat deze site niet onthouden wat u begint. Sta sitegegevens (cookies) toe en probeer het dan opnieuw.',
  startFramed:
    'De pagina waarin deze staat, laat haar niet verder gaan. Open deze site in een eigen tabblad en probeer het dan opnieuw.',

  success: {
    connect: 'Uw rekening is gekoppeld.',
    reconnect: 'Uw koppeling werkt.',
    manage: 'U bent terug. Wijzigingen in uw koppelingen zijn opgeslagen.',
    transfer: 'Uw overschrijving is onderweg.',
  },
  payment: {
    done: 'Uw bank heeft uw betaling geaccepteerd. U hoeft niets meer te doen.',
    processing:
      'We wachten tot uw bank de betaling bevestigt. Tot nu toe is er niets geweigerd; betaal alstublieft niet nog een keer.',
    partial:
      'Een deel van uw betaling is uitgevoerd, een ander deel is geweigerd. Kijk welk deel voordat u opnieuw betaalt.',
    created: 'Uw betaling is nog niet bevestigd. Controleer de status voordat u opnieuw betaalt.',
    cancelled: 'De betaling is geannuleerd; er is niets betaald. U kunt het altijd opnieuw proberen.',
    rejected:
      'De betaling is geweigerd; er is niets betaald. U kunt het opnieuw proberen of op een andere manier betalen.',
    expired:
      'De betaling is niet op tijd bevestigd; er is niets betaald. U kunt het opnieuw proberen of op een andere manier betalen.',
    unknown: 'We weten niet hoe uw betaling is afgelopen. Kijk op uw bankrekening voordat u opnieuw betaalt.',
  },
  access_denied: 'U bent vóór het einde gestopt. U kunt het altijd opnieuw proberen.',
  tos_declined:
    'U hebt de voorwaarden niet aanvaard, dus zijn we hier gestopt. U kunt het altijd opnieuw proberen.',
  session_expired:
    'De pagina stond te lang open, dus heeft de dienst de sessie beëindigd. Probeer het opnieuw.',
  failed: 'Er was een probleem bij de dienst. Probeer het over een paar minuten opnieuw.',
  incomplete:
    'We hebben geen volledig antwoord gekregen. Bekijk hier uw rekeningen voordat u het opnieuw probeert.',
  'missing-state': 'We weten niet of u hier bent begonnen. Begin opnieuw vanaf deze site.',
  'unknown-state':
    'Dit is niet in deze browser begonnen. Bent u in een andere browser of app begonnen, ga dan daar verder; begin anders opnieuw.',
  expired: 'Er is meer dan een uur voorbij, dus zijn we voor uw veiligheid hier gestopt. Begin opnieuw.',
  'no-storage':
    'Uw browser laat deze site niet onthouden wat u bent begonnen. Sta sitegegevens (cookies) toe en begin opnieuw.',
  'other-owner':
    'Dit is begonnen toen hier iemand anders was ingelogd. Log in als die persoon of begin opnieuw.',
  replayed: 'Deze stap is al klaar. U hoeft hier niets meer te doen.',
  malformed:
    'Het adres van deze pagina klopt niet, dus hebben we het niet gebruikt. Bekijk uw rekeningen voordat u opnieuw begint.',
  none: 'Er is hier niets af te ronden.',

  connection: {
    wrongpass: 'Uw bank heeft de inloggegevens geweigerd. Koppel opnieuw en vul ze nog eens in.',
    additionalInformationNeeded: 'Uw bank vraagt nog iets, zoals een code. Koppel opnieuw om die te geven.',
    SCARequired: 'Uw bank vraagt u te bevestigen dat u het bent. Koppel daarvoor opnieuw.',
    decoupled: 'Uw bank vraagt u in haar app te bevestigen. Koppel opnieuw en volg de stappen.',
    webauthRequired:
      'Uw bank vraagt u op haar eigen pagina in te loggen. Koppel opnieuw om daarheen te gaan.',
    passwordExpired:
      'Uw wachtwoord bij de bank is verlopen. Wijzig het eerst op de site van de bank en koppel daarna hier opnieuw.',
    actionNeeded:
      'Uw bank vraagt u iets te doen op haar eigen site. Log daar in en volg de aanwijzingen; hier opnieuw koppelen helpt niet.',
    websiteUnavailable:
      'Uw bank is op dit moment niet bereikbaar. We proberen het vanzelf opnieuw; u hoeft niets te doen.',
    rateLimiting:
      'Uw bank laat ons een tijdje minder vaak vragen. We proberen het vanzelf opnieuw; u hoeft niets te doen.',
    validating:
      'Uw bank controleert deze koppeling nog. We proberen het vanzelf opnieuw; u hoeft niets te doen.',
    notSupported:
      'Deze koppeling wordt op dit moment niet ondersteund, dus kunnen we haar niet bijwerken. Hier opnieuw koppelen helpt niet.',
    bug: 'Er ging iets mis bij onze leverancier, die het al weet. We proberen het vanzelf opnieuw; u hoeft niets te doen.',
    'first-sync': 'Uw rekeningen worden voor het eerst opgehaald. Dat kan een paar minuten duren.',
    unknown: 'Deze koppeling werkt op dit moment niet. Kijk later nog eens.',
  },
  consentEnds:
    'Uw toestemming voor deze koppeling verloopt op {date}. Verleng uw toestemming om uw rekeningen actueel te houden.',
  consentEnded:
    'Uw toestemming voor deze koppeling is op {date} verlopen. Verleng uw toestemming om uw rekeningen actueel te houden.',
  renew: 'Toestemming verlengen',

  saving: 'Bijna klaar. Houd deze pagina open…',
  saveFailed: 'Bij uw bank is alles gelukt, maar wij konden het niet afronden. Probeer het opnieuw.',
  saveRefused: 'Bij uw bank is alles gelukt, maar wij konden het niet afronden. Begin opnieuw.',
  saveSignedOut:
    'Bij uw bank is alles gelukt, maar u lijkt te zijn afgemeld bij deze site. Meld u aan in een ander tabblad en probeer het dan hier opnieuw.',
  saveImpossible:
    'Bij uw bank is alles gelukt, maar deze site kon het niet overnemen. Opnieuw proberen helpt niet: neem contact op met de site.',
  'token-exists':
    'U bent hier al verbonden. Controleer uw rekeningen; als er een ontbreekt, verbind die dan opnieuw.',

  bankFetching:
    '{bank} is verbonden. We halen nu uw gegevens op, dat kan een paar minuten duren. U kunt intussen verdergaan.',
  bankReady: '{bank} is verbonden en uw gegevens zijn er.',

  goOn: 'Verder',
  tryAgain: 'Opnieuw proberen',
  goBack: 'Terug',

  panel: {
    connected: '{count} verbonden',
    toCheck: '{count} te controleren',
    inProgress: '{count} bezig',
    works: 'Verbonden',
    fetching: 'Gegevens ophalen…',
    actionNeeded: 'Actie nodig',
    interrupted: 'Tijdelijk onderbroken',
    notUpdated: 'Wordt niet bijgewerkt',
    late: 'Dit duurt langer dan gewoonlijk. U hoeft niet te wachten: kijk later nog eens.',
    accounts: 'Rekeningen:',
    dataAsOf: 'Gegevens van',
    nextTry: 'Volgende poging:',
    onlySome: 'Dit geldt alleen voor sommige rekeningen bij deze bank. De andere worden nog bijgewerkt.',
    sameBank:
      'Deze bank is meer dan één keer verbonden, dus de rekeningen tellen misschien dubbel. Hebt u maar één verbinding nodig, verbreek dan de andere.',
    refresh: 'Gegevens verversen',
    manage: 'Beheren',
    disconnect: 'Verbinding verbreken',
    cancel: 'Annuleren',
    retry: 'Opnieuw proberen',
    question: 'Verbinding met {bank} verbreken?',
    consequences:
      'Deze site krijgt dan geen gegevens meer van deze bank, en de rekeningen kunnen hier verdwijnen. Bij uw bank verandert er niets, en u kunt de bank altijd opnieuw verbinden.',
    disconnected: 'De verbinding met {bank} is verbroken.',
    asked: 'We hebben {bank} om nieuwe gegevens gevraagd.',
    failed: 'Dat is niet gelukt. Probeer het zo dadelijk opnieuw.',
    loading: 'Uw banken worden geladen…',
    loadFailed: 'Uw banken konden niet worden geladen. Probeer het zo dadelijk opnieuw.',
    noAnswer:
      'We hebben geen antwoord gekregen. Controleer uw internetverbinding en probeer het dan opnieuw.',
    empty: 'Er is nog geen bank verbonden.',
    bank: 'Uw bank',
  },
};

addTexts('nl', nl);
