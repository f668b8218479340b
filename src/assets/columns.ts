import { estimateCell, listCell, newRowReader, numberCell, textCell, type Cell } from '../model/cells.ts';

/** The columns of a table of assets: all that is no list of other assets. */
export const assetColumns = {
  name: textCell,
  kind: textCell,
  externalId: textCell,
  description: textCell,
  owner: textCell,
  records: numberCell,
  costPerRecord: estimateCell,
  recordsExponent: estimateCell,
  outageCostPerHour: estimateCell,
  weaknessesPerYear: estimateCell,
  weaknessDiscoveryDays: estimateCell,
  weaknessRepairDays: estimateCell,
  exploitability: estimateCell,
  weaknessBypasses: listCell,
} as const satisfies Record<string, Cell>;

export const readAssetRow = newRowReader(assetColumns);
