import type {Texts} from './texts.js';

export const fr: Texts = {
  start: {
    connect: 'Connecter une banque',
    reconnect: 'Reconnecter',
    manage: 'Gérer mes connexions',
    transfer: 'Faire un virement',
  },
  startFailed: 'La page n’a pas pu s’ouvrir. Veuillez réessayer dans un instant.',

  success: {
    connect: 'Votre compte est connecté.',
    reconnect: 'Votre connexion fonctionne à nouveau.',
    manage: 'Vous êtes de retour. Les changements apportés à vos connexions sont enregistrés.',
    transfer: 'Votre virement est en route.',
  },
  access_denied: 'Vous vous êtes arrêté avant la fin. Vous pouvez réessayer quand vous le souhaitez.',
  tos_declined:
    'Vous n’avez pas accepté les conditions : rien n’est allé plus loin. Vous pouvez réessayer quand vous le souhaitez.',
  failed:
    'Le service a rencontré un problème et n’a pas pu terminer. Veuillez réessayer dans quelques minutes.',
  incomplete: 'La réponse reçue n’est pas complète. Vérifiez vos comptes ici avant de réessayer.',
  'missing-state': 'Nous ne savons pas si cette demande a commencé ici. Veuillez recommencer depuis ce site.',
  'unknown-state':
    'Cette demande n’a pas commencé dans ce navigateur. Si vous avez commencé dans un autre navigateur ou une application, continuez là-bas ; sinon, recommencez.',
  expired:
    'Plus d’une heure s’est écoulée : par sécurité, nous nous sommes arrêtés là. Veuillez recommencer.',
  'no-storage':
    'Votre navigateur ne permet pas à ce site de se souvenir de votre demande. Autorisez les données de site (cookies), puis recommencez.',
  replayed: 'Cette étape est déjà terminée. Il n’y a plus rien à faire ici.',
  malformed:
    'L’adresse de cette page n’est pas complète : nous ne l’avons pas utilisée. Veuillez recommencer.',
  none: 'Il n’y a rien à terminer ici.',

  saving: 'C’est presque fini. Gardez cette page ouverte…',
  saveFailed:
    'Votre compte est connecté, mais nous n’avons pas pu terminer de notre côté. Veuillez réessayer.',

  goOn: 'Continuer',
  tryAgain: 'Réessayer',
  goBack: 'Revenir en arrière',
};
