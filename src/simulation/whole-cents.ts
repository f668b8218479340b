/** No loss form of an event costs more: 11 trillion US dollars, so that sums of thousands of events are exact. */
export const MOST_CENTS = 2 ** 50;

/** US dollars as whole cents, half up. */
export function wholeCents(usd: number): number {
  const cents = Math.floor(usd * 100 + 0.5);
  return cents < MOST_CENTS ? cents : MOST_CENTS;
}
