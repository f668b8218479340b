import { SECTOR_LARGE_BREACH } from '../catalog/sector.ts';
import { percent } from '../words.ts';
import type { OutcomeData } from './result.ts';

/**
 * What to say where large breaches come out far more often than hospitals report them: such inputs are to be looked into, or explained.
 * The portal knows what one hospital reports; a system of several, or a business associate, may have good reason.
 */
export function sectorWarnings({
  annualLargeBreachProbability: { value },
}: Pick<OutcomeData, 'annualLargeBreachProbability'>): string[] {
  const { perHospitalYear, farApart, source } = SECTOR_LARGE_BREACH;
  if (value <= farApart * perHospitalYear) return [];
  return [
    `a breach of 500 people or more comes out at ${percent(value)} a year, ${(value / perHospitalYear).toFixed(1)} times the ${percent(perHospitalYear)} that a hospital reports (${source}): look into the frequencies and records of your scenarios`,
  ];
}
