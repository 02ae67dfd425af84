import '../src/languages/de.js';
import '../src/languages/es.js';
import '../src/languages/it.js';
import '../src/languages/nl.js';
import '../src/languages/pt.js';
