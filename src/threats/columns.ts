import {
  estimateCell,
  flagCell,
  listCell,
  newRowReader,
  numberCell,
  textCell,
  type Cell,
} from '../model/cells.ts';

/** The columns of a table of threats. */
export const threatColumns = {
  name: textCell,
  category: textCell,
  externalId: textCell,
  description: textCell,
  actor: textCell,
  aiCapable: flagCell,
  enabling: flagCell,
  growthPerYear: estimateCell,
  volatility: numberCell,
  attackTechniques: listCell,
} as const satisfies Record<string, Cell>;

export const readThreatRow = newRowReader(threatColumns);
