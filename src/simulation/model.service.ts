import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { Asset } from '../assets/asset.entity.ts';
import { currentAlternatives } from '../compliance/decision.service.ts';
import { Control } from '../controls/control.entity.ts';
import { Scenario } from '../scenarios/scenario.entity.ts';
import { Threat } from '../threats/threat.entity.ts';
import type { Model } from './model-rows.ts';

/** The whole model of the viewer's organisation as it stands at one moment: changes under way are in it whole or not at all. */
export const readModel = (db: EntityManager, viewer: Viewer): Promise<Model> =>
  db.transaction('REPEATABLE READ', async (tx) => {
    const where = { organizationId: viewer.organizationId };
    return {
      assets: await tx.findBy(Asset, where),
      threats: await tx.findBy(Threat, where),
      scenarios: await tx.findBy(Scenario, where),
      controls: await tx.findBy(Control, where),
      alternatives: await currentAlternatives(tx, viewer, new Date()),
    };
  });
