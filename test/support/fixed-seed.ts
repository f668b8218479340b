import fc from 'fast-check';

/** Every property is tried with the same inputs each time: a failure comes back until it is mended. */
fc.configureGlobal({ seed: 20_261_124 });
