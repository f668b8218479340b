import { assumed, loss, type CatalogThreat } from '../parts.ts';

/** Attacks on models, and attacks made with them. */
export const AI_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-AI-EVASION',
    name: 'Evasion of a model',
    category: 'AI',
    description:
      'Inputs altered by a little that a person overlooks make a diagnostic model see what is not there, or a detection model miss an intruder.',
    actor: 'Criminals, insiders, researchers without permission',
    aiCapable: true,
    enabling: false,
    attackTechniques: ['AML.T0015', 'AML.T0043'],
    effects: ['INTEGRITY'],
    assetKinds: ['AI_MODEL'],
    lossEventFrequency: assumed(0.003, 0.02, 0.12, 'No count of incidents exists.'),
    loss: loss(30_000, 8_000_000, []),
    grows: 'BY_ORGANISATION',
    careImpact: 'A wrong diagnosis or dose may go unnoticed: harm to patients is not priced in.',
  },
];
