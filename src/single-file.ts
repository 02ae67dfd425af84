// what the single file contains; the languages beside it add their texts to its own copy of the texts
import './define.js';

export {addTexts} from './languages/texts-for.js';
