/**
 * What is known of patients while a hospital's systems are down. It is evidence about such outages, told where outages are; no loss here
 * is priced by it, since a death has no price that an analyst should set.
 */
export const PATIENT_HARM = {
  /** Hospital volume in the week of an attack against what it would have been: shares. */
  attackWeekVolume: { low: -0.24, high: -0.17 },
  /** In-hospital mortality of patients who were there already when the attack began: shares above what it would have been. */
  mortalityOfAdmitted: { low: 0.34, high: 0.38 },
  source:
    'Neprash, McGlave, Nikpay, Hacked to Pieces?, American Economic Journal: Economic Policy 2026, doi 10.1257/pol.20240594',
} as const;

const whole = (share: number): string => `${Math.round(Math.abs(share) * 100)}`;

/**
 * The same in a sentence.
 *
 * @example careEvidence.startsWith('in the week of an attack hospitals treated 17 to 24% fewer patients') // true
 */
export const careEvidence = `in the week of an attack hospitals treated ${whole(PATIENT_HARM.attackWeekVolume.high)} to ${whole(PATIENT_HARM.attackWeekVolume.low)}% fewer patients, and of those already there ${whole(PATIENT_HARM.mortalityOfAdmitted.low)} to ${whole(PATIENT_HARM.mortalityOfAdmitted.high)}% more died (Neprash et al. 2026).`;
