import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { newKept } from '../math/kept.ts';
import { explainPlans, type ChangeDriverData } from './explain.ts';
import { readPlan } from './job.service.ts';
import { findSucceeded } from './simulation.service.ts';

/** A dashboard asks for the same change again and again. */
const keep = newKept<Promise<readonly ChangeDriverData[]>>(200);

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: others then wait for one piece of work, however many explanations are asked for. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * What moved the expected annual loss from one simulation to another, as the engine of today computes both. Nothing else waits for it: what
 * it computes is computed in pieces, between which others have their turn.
 *
 * @throws {NotFound} for what is no simulation of the viewer's organisation
 * @throws {InvalidInput} for one that has not SUCCEEDED
 */
export async function explainChange(
  db: EntityManager,
  viewer: Viewer,
  fromId: string,
  toId: string,
): Promise<readonly ChangeDriverData[]> {
  const from = await findSucceeded(db, viewer, fromId, 'fromId');
  const to = await findSucceeded(db, viewer, toId, 'toId');
  const [before, after] = [await readPlan(db, from.id), await readPlan(db, to.id)];
  return keep(`${from.planHash} ${to.planHash}`, () => inTurn(() => explainPlans(before, after, nextTurn)));
}
