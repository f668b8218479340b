/**
 * Trials that are simulated together: few enough that all about them stays in the processor's caches, many enough that what is done once
 * for all of them costs nothing. Blocks begin at the multiples of this number whatever the pieces of work, so that sums which depend on
 * the order of their terms are the same for every sharing.
 */
export const BLOCK_TRIALS = 1024;

/**
 * From one column of a block's trials to the next. A little more than a block, so that the same trial of many columns does not fall into the
 * same few places of the cache.
 */
export const STRIDE = BLOCK_TRIALS + 8;
