import fc from 'fast-check';

// there are a thousand mutants, and every property runs against each of them
fc.configureGlobal({numRuns: 25});
