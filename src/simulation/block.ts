/**
 * Trials that are simulated together: few enough that all about them stays in the processor's caches, many enough that what is done once
 * for all of them costs nothing. Blocks begin at the multiples of this number whatever the pieces of work, so that sums which depend on
 * the order of their terms are the same for every sharing.
 */
export const BLOCK_TRIALS = 256;
