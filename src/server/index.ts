export {type Backend, type BackendOptions, createBackend} from './create-backend.js';
