import type {ButtonTexts, ConnectionTexts, PanelTexts, ResultTexts} from './texts.js';

export const buttonTexts: ButtonTexts = {
  start: {
    connect: 'Connecter une banque',
    reconnect: 'Reconnecter',
    manage: 'Gérer mes connexions',
    transfer: 'Faire un virement',
    payment: 'Payer',
  },
  starting: 'Un instant, s’il vous plaît…',
  startFailed: 'La page n’a pas pu s’ouvrir. Veuillez réessayer dans un instant.',
  startImpossible:
    'Ce site ne peut pas vous ouvrir la page. Réessayer n’y changera rien : veuillez contacter le site.',
  startSignedOut: 'Vous semblez être déconnecté de ce site. Veuillez vous identifier, puis réessayez.',
  startNoStorage:
    'Votre navigateur ne permet pas à ce site de se souvenir de votre demande. Autorisez les données de site (cookies), puis réessayez.',
  startFramed:
    'La page qui contient celle-ci ne lui permet pas de continuer. Ouvrez ce site dans son propre onglet, puis réessayez.',
};

export const resultTexts: ResultTexts = {
  success: {
    connect: 'Votre compte est connecté.',
    reconnect: 'Votre connexion fonctionne.',
    manage: 'Vous êtes de retour. Les éventuelles modifications de vos connexions ont été enregistrées.',
    transfer: 'Votre virement est en cours de traitement.',
  },
  payment: {
    done: 'Votre banque a accepté votre paiement. Vous n’avez plus rien à faire.',
    processing:
      'Nous attendons que votre banque confirme votre paiement. Rien n’a été refusé jusqu’ici : merci de ne pas payer une seconde fois.',
    partial:
      'Une partie de votre paiement a été effectuée, une autre a été refusée. Vérifiez laquelle avant de payer à nouveau.',
    created: 'Votre paiement n’est pas encore confirmé. Vérifiez où il en est avant de payer à nouveau.',
    cancelled: 'Le paiement a été annulé : rien n’a été payé. Vous pouvez réessayer quand vous le souhaitez.',
    rejected: 'Le paiement a été refusé : rien n’a été payé. Vous pouvez réessayer ou payer autrement.',
    expired:
      'Le paiement n’a pas été confirmé à temps : rien n’a été payé. Vous pouvez réessayer ou payer autrement.',
    unknown:
      'Nous ne savons pas si votre paiement a abouti. Vérifiez votre compte bancaire avant de payer à nouveau.',
  },
  access_denied: 'Vous avez interrompu l’opération. Vous pouvez réessayer quand vous le souhaitez.',
  tos_declined:
    'Vous n’avez pas accepté les conditions : l’opération a donc été interrompue. Vous pouvez réessayer quand vous le souhaitez.',
  session_expired:
    'La page est restée ouverte trop longtemps, et le service a mis fin à la session. Veuillez réessayer.',
  failed:
    'Le service a rencontré un problème et n’a pas pu terminer. Veuillez réessayer dans quelques minutes.',
  incomplete: 'La réponse reçue n’est pas complète. Vérifiez vos comptes ici avant de réessayer.',
  'missing-state':
    'Nous ne savons pas si cette demande a été lancée ici. Veuillez recommencer depuis ce site.',
  'unknown-state':
    'Cette demande n’a pas été lancée dans ce navigateur. Si vous l’avez lancée dans un autre navigateur ou une application, continuez là-bas ; sinon, recommencez.',
  expired:
    'Plus d’une heure s’est écoulée : par sécurité, nous avons interrompu l’opération. Veuillez recommencer.',
  'no-storage':
    'Votre navigateur ne permet pas à ce site de se souvenir de votre demande. Autorisez les données de site (cookies), puis recommencez.',
  'other-owner':
    'Cette demande a été lancée pendant qu’une autre personne était connectée ici. Connectez-vous avec ce compte ou recommencez.',
  replayed: 'Cette étape est déjà terminée. Il n’y a plus rien à faire ici.',
  malformed:
    'L’adresse de cette page n’est pas valable : nous n’en avons pas tenu compte. Vérifiez vos comptes avant de recommencer.',
  none: 'Il n’y a rien à terminer ici.',

  saving: 'C’est presque fini. Gardez cette page ouverte…',
  saveFailed:
    'Tout s’est bien passé avec votre banque, mais nous n’avons pas pu terminer de notre côté. Veuillez réessayer.',
  saveRefused:
    'Tout s’est bien passé avec votre banque, mais nous n’avons pas pu terminer de notre côté. Veuillez recommencer.',
  saveSignedOut:
    'Tout s’est bien passé avec votre banque, mais vous semblez être déconnecté de ce site. Identifiez-vous dans un autre onglet, puis réessayez ici.',
  saveImpossible:
    'Tout s’est bien passé avec votre banque, mais ce site n’a pas pu prendre la suite. Réessayer n’y changera rien : veuillez contacter le site.',
  'token-exists':
    'Vous êtes déjà connecté ici. Vérifiez vos comptes ; s’il en manque un, connectez-le à nouveau.',

  bankFetching:
    '{bank} : la connexion est établie. Nous récupérons vos données, ce qui peut prendre quelques minutes. Vous pouvez continuer en attendant.',
  bankReady: '{bank} : la connexion est établie et vos données sont là.',

  goOn: 'Continuer',
  tryAgain: 'Réessayer',
  goBack: 'Retour',
};

export const connectionTexts: ConnectionTexts = {
  connection: {
    wrongpass:
      'Votre banque a refusé les identifiants. Rétablissez la connexion en les saisissant à nouveau.',
    additionalInformationNeeded:
      'Votre banque demande une information de plus, par exemple un code. Relancez la connexion pour la donner.',
    SCARequired:
      'Votre banque vous demande de confirmer votre identité. Relancez la connexion pour le faire.',
    decoupled:
      'Votre banque vous demande de valider dans son application. Relancez la connexion et suivez ses étapes.',
    webauthRequired:
      'Votre banque vous demande de vous identifier sur sa propre page. Relancez la connexion pour y aller.',
    passwordExpired:
      'Votre mot de passe à la banque a expiré. Changez-le d’abord sur le site de la banque, puis relancez la connexion ici.',
    actionNeeded:
      'Votre banque vous demande d’agir sur son propre site. Identifiez-vous là-bas et suivez ses indications ; se reconnecter ici n’aide pas.',
    websiteUnavailable:
      'Votre banque est injoignable pour le moment. Nous réessayons de nous-mêmes : vous n’avez rien à faire.',
    rateLimiting:
      'Votre banque limite nos demandes pour un temps. Nous réessayons de nous-mêmes : vous n’avez rien à faire.',
    validating:
      'Votre banque vérifie encore cette connexion. Nous réessayons de nous-mêmes : vous n’avez rien à faire.',
    notSupported:
      'Cette connexion n’est pas prise en charge pour le moment : nous ne pouvons pas la mettre à jour. Se reconnecter ici n’aide pas.',
    bug: 'Un problème est survenu chez notre prestataire, qui en est informé. Nous réessayons de nous-mêmes : vous n’avez rien à faire.',
    'first-sync': 'Vos comptes sont récupérés pour la première fois. Cela peut prendre quelques minutes.',
    unknown: 'Cette connexion ne fonctionne pas pour le moment. Revenez la voir plus tard.',
  },
  consentEnds:
    'Votre consentement pour cette connexion prend fin le {date}. Renouvelez-le pour que vos comptes restent à jour.',
  consentEnded:
    'Votre consentement pour cette connexion a pris fin le {date}. Renouvelez-le pour que vos comptes restent à jour.',
  renew: 'Renouveler l’accord',
};

export const panelTexts: PanelTexts = {
  panel: {
    connected: '{count} en service',
    toCheck: '{count} à vérifier',
    inProgress: '{count} en cours',
    works: 'Connectée',
    fetching: 'Récupération en cours',
    actionNeeded: 'Action requise',
    interrupted: 'Interruption passagère',
    notUpdated: 'Plus mise à jour',
    late: 'C’est plus long que d’habitude. Inutile d’attendre : revenez voir plus tard.',
    accounts: 'Comptes :',
    dataAsOf: 'Données au',
    nextTry: 'Prochain essai :',
    onlySome: 'Seuls certains comptes de cette banque sont concernés. Les autres sont toujours mis à jour.',
    sameBank:
      'Cette banque est connectée plusieurs fois : ses comptes peuvent être comptés en double. Si une seule connexion vous suffit, supprimez l’autre.',
    refresh: 'Actualiser',
    manage: 'Gérer',
    disconnect: 'Déconnecter',
    cancel: 'Annuler',
    retry: 'Réessayer',
    question: 'Déconnecter {bank} ?',
    consequences:
      'Ce site ne recevra plus les données de cette banque, et ses comptes peuvent disparaître d’ici. Rien ne change dans votre banque, et vous pourrez la connecter à nouveau à tout moment.',
    disconnected: '{bank} : banque déconnectée.',
    asked: '{bank} : nouvelles données demandées.',
    failed: 'L’opération n’a pas abouti. Veuillez réessayer dans un instant.',
    loading: 'Chargement de vos banques…',
    loadFailed: 'Vos banques n’ont pas pu être affichées. Veuillez réessayer dans un instant.',
    noAnswer: 'Nous n’avons reçu aucune réponse. Vérifiez votre connexion à internet, puis réessayez.',
    empty: 'Aucune banque n’est encore connectée.',
    bank: 'Votre banque',
  },
};
