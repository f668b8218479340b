import type { AssetFields } from '../../src/assets/asset.ts';
import type { ControlFields } from '../../src/controls/control.ts';
import { MODEL_KINDS, type ModelKind } from '../../src/model/definition.ts';
import { readFile } from '../../src/model/import-file.ts';
import { planImport } from '../../src/model/import-plan.ts';
import type { ScenarioFields } from '../../src/scenarios/scenario.ts';
import type { Model, Stored } from '../../src/simulation/model-rows.ts';
import type { ThreatFields } from '../../src/threats/threat.ts';

/** What `importModel` takes. References are names. */
export interface ModelFile {
  readonly formatVersion: 1;
  readonly assets: readonly object[];
  readonly threats: readonly object[];
  readonly scenarios: readonly object[];
  readonly controls: readonly object[];
}

/**
 * An organisation's model after it has imported a file into nothing: as the API has it, but for the database.
 *
 * @throws {Error} with the problems that a caller would be told
 */
export function readModel(file: ModelFile): Model {
  const { items, problems } = readFile('JSON', JSON.stringify(file));
  const nothing = { asset: [], threat: [], scenario: [], control: [] };
  let count = 0;
  const plan = planImport(items, nothing, (kind) => `${kind}_${(count += 1)}`);
  const faults = [...problems, ...plan.problems];
  if (faults.length > 0) throw new Error(`the model is refused: ${JSON.stringify(faults)}`);
  const rows = new Map(
    MODEL_KINDS.map((kind) => [
      kind,
      plan.writes
        .filter((write) => write.kind === kind)
        .map(({ id, fields }, place) => ({ ...fields, id, number: place + 1 })),
    ]),
  );
  const rowsOf = <F>(kind: ModelKind) => rows.get(kind) as unknown as Stored<F>[];
  return {
    assets: rowsOf<AssetFields>('asset'),
    threats: rowsOf<ThreatFields>('threat'),
    scenarios: rowsOf<ScenarioFields>('scenario'),
    controls: rowsOf<ControlFields>('control'),
  };
}

/** The ids that things of one kind have by their names. */
export const idsByName = (
  things: readonly { readonly id: string; readonly name: string }[],
): ReadonlyMap<string, string> => new Map(things.map(({ id, name }) => [name, id]));
