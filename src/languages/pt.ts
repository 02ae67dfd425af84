import {addTexts} from './texts-for.js';
import type {Texts} from './texts.js';

export const pt: Texts = {
  start: {
    connect: 'Ligar um banco',
    reconnect: 'Voltar a ligar',
    manage: 'Gerir ligações',
    transfer: 'Fazer uma transferência',
    payment: 'Pagar',
  },
  starting: 'Um momento, por favor…',
  startFailed: 'Não foi possível abrir a página. Tente de novo daqui a pouco.',
  startImpossible:
    'Este site não consegue abrir a página para si. Tentar de novo não ajuda: contacte o site.',
  startSignedOut: 'Parece que a sua sessão neste site terminou. Inicie sessão e tente de novo.',
  startNoStorage:
    'O seu navegador não deixa este site lembrar-se do que inicia. Permita os dados de sites (cookies) e tente de novo.',
  startFramed:
    'A página que contém esta não a deixa continuar. Abra este site num separador próprio e tente de novo.',

  success: {
    connect: 'A sua conta está ligada.',
    reconnect: 'A sua ligação funciona.',
    manage: 'Está de volta. As alterações às suas ligações foram guardadas.',
    transfer: 'A sua transferência está em curso.',
  },
  payment: {
    done: 'O seu banco aceitou o pagamento. Não precisa de fazer mais nada.',
    processing:
      'Estamos à espera de que o seu banco confirme o pagamento. Até agora nada foi recusado; por favor, não volte a pagar.',
    partial: 'Uma parte do pagamento foi feita e outra foi recusada. Veja qual antes de voltar a pagar.',
    created: 'O seu pagamento ainda não está confirmado. Veja em que estado está antes de voltar a pagar.',
    cancelled: 'O pagamento foi cancelado e nada foi pago. Pode tentar de novo quando quiser.',
    rejected: 'O pagamento foi recusado e nada foi pago. Pode tentar de novo ou pagar de outra forma.',
    expired:
      'O pagamento não foi confirmado a tempo e nada foi pago. Pode tentar de novo ou pagar de outra forma.',
    unknown: 'Não sabemos como terminou o seu pagamento. Veja a sua conta bancária antes de voltar a pagar.',
  },
  access_denied: 'Saiu antes do fim. Pode tentar de novo quando quiser.',
  tos_declined: 'Não aceitou as condições, por isso parámos aqui. Pode tentar de novo quando quiser.',
  session_expired: 'A página esteve aberta demasiado tempo e o serviço terminou a sessão. Tente de novo.',
  failed: 'O serviço teve um problema e não conseguiu terminar. Tente de novo daqui a alguns minutos.',
  incomplete: 'Não recebemos uma resposta completa. Veja aqui as suas contas antes de tentar de novo.',
  'missing-state': 'Não sabemos se começou aqui. Comece de novo a partir deste site.',
  'unknown-state':
    'Isto não foi começado neste navegador. Se começou noutro navegador ou numa aplicação, continue lá; caso contrário, comece de novo.',
  expired: 'Passou mais de uma hora e, para sua segurança, parámos aqui. Comece de novo.',
  'no-storage':
    'O seu navegador não deixa este site lembrar-se do que começou. Permita os dados dos sites (cookies) e comece de novo.',
  'other-owner':
    'Isto foi começado quando outra pessoa tinha a sessão iniciada aqui. Inicie sessão como essa pessoa ou comece de novo.',
  replayed: 'Este passo já está feito. Não há mais nada a fazer aqui.',
  malformed:
    'O endereço desta página não é válido, por isso não o usámos. Veja as suas contas antes de começar de novo.',
  none: 'Não há nada para terminar aqui.',

  connection: {
    wrongpass: 'O seu banco recusou os dados de acesso. Volte a ligar e introduza-os de novo.',
    additionalInformationNeeded:
      'O seu banco pede mais uma informação, por exemplo um código. Volte a ligar para a dar.',
    SCARequired: 'O seu banco pede que confirme a sua identidade. Volte a ligar para o fazer.',
    decoupled: 'O seu banco pede que confirme na aplicação dele. Volte a ligar e siga os passos.',
    webauthRequired: 'O seu banco pede que se identifique na página dele. Volte a ligar para lá ir.',
    passwordExpired:
      'A sua palavra-passe do banco expirou. Altere-a primeiro no site do banco e depois volte a ligar aqui.',
    actionNeeded:
      'O seu banco pede que faça algo no site dele. Entre lá e siga as indicações; voltar a ligar aqui não ajuda.',
    websiteUnavailable:
      'O seu banco não está acessível neste momento. Tentamos de novo automaticamente; não precisa de fazer nada.',
    rateLimiting:
      'O seu banco limita os nossos pedidos por algum tempo. Tentamos de novo automaticamente; não precisa de fazer nada.',
    validating:
      'O seu banco ainda está a verificar esta ligação. Tentamos de novo automaticamente; não precisa de fazer nada.',
    notSupported:
      'Esta ligação não é suportada neste momento, por isso não a podemos atualizar. Voltar a ligar aqui não ajuda.',
    bug: 'Houve um problema no nosso fornecedor, que já sabe. Tentamos de novo automaticamente; não precisa de fazer nada.',
    'first-sync': 'As suas contas estão a ser obtidas pela primeira vez. Pode demorar alguns minutos.',
    unknown: 'Esta ligação não funciona neste momento. Volte a ver mais tarde.',
  },
  consentEnds:
    'O seu consentimento para esta ligação termina a {date}. Renove-o para manter as suas contas atualizadas.',
  consentEnded:
    'O seu consentimento para esta ligação terminou a {date}. Renove-o para manter as suas contas atualizadas.',
  renew: 'Renovar o consentimento',

  saving: 'Está quase. Mantenha esta página aberta…',
  saveFailed: 'No seu banco correu tudo bem, mas não conseguimos terminar do nosso lado. Tente de novo.',
  saveRefused: 'No seu banco correu tudo bem, mas não conseguimos terminar do nosso lado. Comece de novo.',
  saveSignedOut:
    'No seu banco correu tudo bem, mas parece que a sua sessão neste site terminou. Inicie sessão noutro separador e tente de novo aqui.',
  saveImpossible:
    'No seu banco correu tudo bem, mas este site não conseguiu dar seguimento. Tentar de novo não ajuda: contacte o site.',
  'token-exists': 'Já está ligado aqui. Verifique as suas contas; se faltar alguma, ligue-a de novo.',

  bankFetching:
    '{bank} está ligado. Estamos a obter os seus dados, o que pode demorar alguns minutos. Entretanto, pode continuar.',
  bankReady: '{bank} está ligado e os seus dados já estão aqui.',

  goOn: 'Continuar',
  tryAgain: 'Tentar de novo',
  goBack: 'Voltar',

  panel: {
    connected: '{count} com ligação',
    toCheck: '{count} a verificar',
    inProgress: '{count} em curso',
    works: 'Ligado',
    fetching: 'A obter os seus dados',
    actionNeeded: 'Requer a sua atenção',
    interrupted: 'Interrompido por agora',
    notUpdated: 'Não é atualizado',
    late: 'Está a demorar mais do que o habitual. Não precisa de esperar: volte a ver mais tarde.',
    accounts: 'Contas:',
    dataAsOf: 'Dados de',
    nextTry: 'Próxima tentativa:',
    onlySome: 'Só afeta algumas contas deste banco. As outras continuam a ser atualizadas.',
    sameBank:
      'Este banco está ligado mais de uma vez, por isso as contas podem ser contadas em duplicado. Se só precisa de uma ligação, desligue a outra.',
    refresh: 'Atualizar dados',
    manage: 'Gerir',
    disconnect: 'Desligar',
    cancel: 'Cancelar',
    retry: 'Tentar de novo',
    question: 'Desligar {bank}?',
    consequences:
      'Este site deixará de receber os dados deste banco, e as contas podem desaparecer daqui. No seu banco nada muda, e pode voltar a ligá-lo quando quiser.',
    disconnected: '{bank} já não está ligado.',
    asked: '{bank}: pedimos dados novos.',
    failed: 'Não foi possível. Tente de novo dentro de momentos.',
    loading: 'A carregar os seus bancos…',
    loadFailed: 'Não foi possível carregar os seus bancos. Tente de novo dentro de momentos.',
    noAnswer: 'Não recebemos resposta. Verifique a sua ligação à internet e tente de novo.',
    empty: 'Ainda não há nenhum banco ligado.',
    bank: 'O seu banco',
  },
};

addTexts('pt', pt);
