import type { CompiledPlan } from './compile.ts';
import type { VarianceGroup } from './compile-episodes.ts';

/** The uncertain parameters that a variant's success, its loss factors and its records depend on: what a rebase must draw. */
export function involvedParameters(
  compiled: CompiledPlan,
  scenarioPlace: number,
  variantPlace: number,
): number[] {
  const { parameters, scenarios, assets, episodes: sources, programmes } = compiled;
  const scenario = scenarios[scenarioPlace];
  const variant = scenario.variants[variantPlace];
  const found = new Set<number>([scenario.susceptibility, scenario.secondaryProbability]);

  function addGroups(groups: readonly VarianceGroup[]): void {
    for (const effect of groups.flat()) {
      found.add(effect.efficacy).add(effect.coverage);
      for (const leadTime of effect.leadTimes) found.add(leadTime);
    }
  }

  function addProgramme(place: number): void {
    const { find, fix, reach, leadTimes } = programmes[place];
    found.add(find).add(fix).add(reach);
    for (const leadTime of leadTimes) found.add(leadTime);
  }

  function addSource(place: number): void {
    if (place < 0) return;
    const {
      rates,
      discoveryDays,
      repairDays,
      programmes: tests,
      frequency,
      discovery,
      repair,
    } = sources[place];
    for (const rate of rates) found.add(rate);
    found.add(discoveryDays).add(repairDays);
    tests.forEach(addProgramme);
    [frequency, discovery, repair].forEach(addGroups);
  }

  for (const { coverage, evasion, failures } of variant.controls) {
    found.add(coverage).add(evasion);
    addSource(failures);
  }
  const effects = [...variant.attempts, ...variant.susceptibility].flatMap(({ effects: its }) => its);
  for (const { efficacy, fading } of [...effects, ...variant.losses.flat(2)]) {
    found.add(efficacy);
    fading?.programmes.forEach(addProgramme);
  }
  addSource(variant.weaknesses);

  const seen = new Set<number>();
  const visit = (asset: number): void => {
    if (seen.has(asset)) return;
    seen.add(asset);
    const { costPerRecord, recordsExponent, exploitability, dependents } = assets[asset];
    found.add(costPerRecord).add(recordsExponent);
    if (asset === scenario.asset) found.add(exploitability);
    for (const dependent of dependents) {
      found.add(dependent.exposure);
      visit(dependent.asset);
    }
  };
  visit(scenario.asset);
  return [...found].filter((place) => place >= 0 && parameters[place].sampler).sort((a, b) => a - b);
}
