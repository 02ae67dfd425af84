import type {Texts} from './texts.js';
import {addTexts} from './texts-for.js';

export const es: Texts = {
  start: {
    connect: 'Conectar un banco',
    reconnect: 'Volver a conectar',
    manage: 'Gestionar conexiones',
    transfer: 'Hacer una transferencia',
    payment: 'Pagar',
  },
  startFailed: 'No se ha podido abrir la página. Inténtelo de nuevo en un momento.',

  success: {
    connect: 'Su cuenta está conectada.',
    reconnect: 'Su conexión vuelve a funcionar.',
    manage: 'Ya está de vuelta. Los cambios en sus conexiones se han guardado.',
    transfer: 'Su transferencia está en curso.',
    payment: 'Su pago está en curso.',
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
  replayed: 'Este paso ya está hecho. Aquí no hay nada más que hacer.',
  malformed: 'La dirección de esta página no es válida, así que no la hemos usado. Empiece de nuevo.',
  none: 'Aquí no hay nada que terminar.',

  saving: 'Ya casi está. Mantenga abierta esta página…',
  saveFailed:
    'En su banco todo ha ido bien, pero no hemos podido terminar por nuestra parte. Inténtelo de nuevo.',

  goOn: 'Continuar',
  tryAgain: 'Intentar de nuevo',
  goBack: 'Volver',
};

addTexts('es', es);
