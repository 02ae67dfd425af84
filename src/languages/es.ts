import {addTexts} from './texts-for.js';
import type {Texts} from './texts.js';

export const es: Texts = {
  start: {
    connect: 'Conectar un banco',
    reconnect: 'Volver a conectar',
    manage: 'Gestionar conexiones',
    transfer: 'Hacer una transferencia',
    payment: 'Pagar',
  },
  starting: 'Un momento, por favor…',
  startFailed: 'No se ha podido abrir la página. Inténtelo de nuevo en un momento.',
  startImpossible:
    'Este sitio no puede abrirle la página. Volver a intentarlo no sirve: póngase en contacto con el sitio.',
  startSignedOut: 'Parece que su sesión en este sitio se ha cerrado. Inicie sesión y vuelva a intentarlo.',
  startNoStorage:
    'Su navegador no permite que este sitio recuerde lo que inicia. Permita los datos de sitios (cookies) y vuelva a intentarlo.',
  startFramed:
    'La página que contiene esta no le permite continuar. Abra este sitio en una pestaña propia y vuelva a intentarlo.',

  success: {
    connect: 'Su cuenta está conectada.',
    reconnect: 'Su conexión funciona.',
    manage: 'Ya está de vuelta. Los cambios en sus conexiones se han guardado.',
    transfer: 'Su transferencia está en curso.',
  },
  payment: {
    done: 'Su banco ha aceptado el pago. No tiene que hacer nada más.',
    processing:
      'Estamos esperando a que su banco confirme el pago. Hasta ahora no se ha rechazado nada; por favor, no vuelva a pagar.',
    partial:
      'Una parte de su pago se ha realizado y otra se ha rechazado. Compruebe cuál antes de volver a pagar.',
    created: 'Su pago aún no está confirmado. Compruebe su estado antes de volver a pagar.',
    cancelled: 'El pago se ha cancelado y no se ha pagado nada. Puede intentarlo de nuevo cuando quiera.',
    rejected:
      'El pago se ha rechazado y no se ha pagado nada. Puede intentarlo de nuevo o pagar de otra forma.',
    expired:
      'El pago no se ha confirmado a tiempo y no se ha pagado nada. Puede intentarlo de nuevo o pagar de otra forma.',
    unknown: 'No sabemos cómo ha terminado su pago. Revise su cuenta bancaria antes de volver a pagar.',
  },
  access_denied: 'Ha salido antes de terminar. Puede intentarlo de nuevo cuando quiera.',
  tos_declined:
    'No ha aceptado las condiciones, así que hemos parado aquí. Puede intentarlo de nuevo cuando quiera.',
  session_expired:
    'La página ha estado abierta demasiado tiempo y el servicio ha cerrado la sesión. Inténtelo de nuevo.',
  failed: 'El servicio ha tenido un problema y no ha podido terminar. Inténtelo de nuevo en unos minutos.',
  incomplete:
    'No hemos recibido una respuesta completa. Revise aquí sus cuentas antes de intentarlo de nuevo.',
  'missing-state': 'No sabemos si empezó aquí. Empiece de nuevo desde este sitio.',
  'unknown-state':
    'Esto no se empezó en este navegador. Si empezó en otro navegador o en una aplicación, continúe allí; si no, empiece de nuevo.',
  expired: 'Ha pasado más de una hora y, por su seguridad, hemos parado aquí. Empiece de nuevo.',
  'no-storage':
    'Su navegador no permite que este sitio recuerde lo que ha empezado. Permita los datos de sitios (cookies) y empiece de nuevo.',
  'other-owner':
    'Esto se empezó mientras otra persona tenía la sesión iniciada aquí. Inicie sesión como esa persona o empiece de nuevo.',
  replayed: 'Este paso ya está hecho. Aquí no hay nada más que hacer.',
  malformed:
    'La dirección de esta página no es válida, así que no la hemos usado. Revise sus cuentas antes de empezar de nuevo.',
  none: 'Aquí no hay nada que terminar.',

  connection: {
    wrongpass: 'Su banco ha rechazado los datos de acceso. Vuelva a conectar e introdúzcalos de nuevo.',
    additionalInformationNeeded:
      'Su banco pide un dato más, por ejemplo un código. Vuelva a conectar para darlo.',
    SCARequired: 'Su banco le pide que confirme su identidad. Vuelva a conectar para hacerlo.',
    decoupled: 'Su banco le pide que confirme en su aplicación. Vuelva a conectar y siga los pasos.',
    webauthRequired:
      'Su banco le pide que se identifique en su propia página. Vuelva a conectar para ir allí.',
    passwordExpired:
      'Su contraseña del banco ha caducado. Cámbiela primero en el sitio del banco y después vuelva a conectar aquí.',
    actionNeeded:
      'Su banco le pide que haga algo en su propio sitio. Entre allí y siga las indicaciones; volver a conectar aquí no sirve.',
    websiteUnavailable:
      'Ahora mismo no se puede acceder a su banco. Lo intentamos de nuevo automáticamente; no tiene que hacer nada.',
    rateLimiting:
      'Su banco limita nuestras consultas por un tiempo. Lo intentamos de nuevo automáticamente; no tiene que hacer nada.',
    validating:
      'Su banco todavía está comprobando esta conexión. Lo intentamos de nuevo automáticamente; no tiene que hacer nada.',
    notSupported:
      'De momento no podemos actualizar esta conexión, porque no es compatible. Volver a conectar aquí no sirve.',
    bug: 'Ha habido un problema en nuestro proveedor, que ya lo sabe. Lo intentamos de nuevo automáticamente; no tiene que hacer nada.',
    'first-sync': 'Sus cuentas se están obteniendo por primera vez. Puede tardar unos minutos.',
    unknown: 'Esta conexión no funciona ahora mismo. Vuelva a mirar más tarde.',
  },
  consentEnds:
    'Su consentimiento para esta conexión caduca el {date}. Renuévelo para que sus cuentas sigan al día.',
  consentEnded:
    'Su consentimiento para esta conexión caducó el {date}. Renuévelo para que sus cuentas sigan al día.',
  renew: 'Renovar consentimiento',

  saving: 'Ya casi está. Mantenga abierta esta página…',
  saveFailed:
    'En su banco todo ha ido bien, pero no hemos podido terminar por nuestra parte. Inténtelo de nuevo.',
  saveRefused:
    'En su banco todo ha ido bien, pero no hemos podido terminar por nuestra parte. Empiece de nuevo.',
  saveSignedOut:
    'En su banco todo ha ido bien, pero parece que su sesión en este sitio se ha cerrado. Inicie sesión en otra pestaña y vuelva a intentarlo aquí.',
  saveImpossible:
    'En su banco todo ha ido bien, pero este sitio no ha podido continuar. Volver a intentarlo no sirve: póngase en contacto con el sitio.',
  'token-exists': 'Ya está conectado aquí. Compruebe sus cuentas; si falta alguna, conéctela de nuevo.',

  bankFetching:
    '{bank} está conectado. Estamos obteniendo sus datos, lo que puede tardar unos minutos. Mientras tanto puede continuar.',
  bankReady: '{bank} está conectado y sus datos ya están aquí.',

  goOn: 'Continuar',
  tryAgain: 'Intentar de nuevo',
  goBack: 'Volver',

  panel: {
    connected: '{count} con conexión',
    toCheck: '{count} por revisar',
    inProgress: '{count} en curso',
    works: 'Conectado',
    fetching: 'Obteniendo sus datos',
    actionNeeded: 'Requiere su atención',
    interrupted: 'Interrumpido por ahora',
    notUpdated: 'No se actualiza',
    late: 'Está tardando más de lo habitual. No hace falta que espere: vuelva a consultarlo más tarde.',
    accounts: 'Cuentas:',
    dataAsOf: 'Datos a fecha de',
    nextTry: 'Próximo intento:',
    onlySome: 'Solo afecta a algunas cuentas de este banco. Las demás se siguen actualizando.',
    sameBank:
      'Este banco está conectado más de una vez, por lo que sus cuentas pueden contarse dos veces. Si solo necesita una conexión, desconecte la otra.',
    refresh: 'Actualizar datos',
    manage: 'Gestionar',
    disconnect: 'Desconectar',
    cancel: 'Cancelar',
    retry: 'Intentar de nuevo',
    question: '¿Desconectar {bank}?',
    consequences:
      'Este sitio dejará de recibir los datos de este banco, y sus cuentas pueden desaparecer de aquí. En su banco no cambia nada, y puede volver a conectarlo cuando quiera.',
    disconnected: '{bank} ya no está conectado.',
    asked: '{bank}: hemos pedido datos nuevos.',
    failed: 'No ha funcionado. Vuelva a intentarlo en un momento.',
    loading: 'Cargando sus bancos…',
    loadFailed: 'No se han podido cargar sus bancos. Vuelva a intentarlo en un momento.',
    noAnswer: 'No hemos recibido ninguna respuesta. Compruebe su acceso a internet y vuelva a intentarlo.',
    empty: 'Todavía no hay ningún banco conectado.',
    bank: 'Su banco',
  },
};

addTexts('es', es);
