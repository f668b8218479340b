import { costOf, fits, isAllowed, valueOf, withCandidate, type SumProblem } from './choice-problem.ts';
import { searchNearby } from './local-search.ts';
import { lowerBound, type Exponential } from './relaxation.ts';
import type { Choice } from './set-function.ts';

/** A choice, what it comes to, and what no allowed choice can go below. */
export interface BestSet {
  readonly choice: Choice;
  readonly value: number;
  readonly bound: number;
}

/** Part of all choices: what each of them holds, and what none of them does. */
interface Node {
  readonly chosen: Choice;
  readonly open: Choice;
  readonly share: Float64Array;
  readonly bound: number;
}

/** Values within this share of each other are the same but for rounding. */
const SAME = 1e-8;

/**
 * The best choice by branch and bound: what is not decided yet is taken in part, which gives a bound; the candidate that is most in doubt is
 * then taken, and left out. Stops after `mostNodes` at the latest, and says by the bound how much better a choice could be.
 *
 * @param start an allowed choice to begin with
 * @example bestSet({ ...limits, parts: [], countsCost: true }, new Uint8Array(2), 100).value // 0: nothing is worth buying
 */
export function bestSet(problem: SumProblem, start: Choice, mostNodes: number): BestSet {
  const { candidates } = problem;
  const count = candidates.length;
  const costUsd = Float64Array.from(candidates, (it) => it.costUsd);
  const staffFte = Float64Array.from(candidates, (it) => it.staffFte);
  const touching = problem.parts.map(({ of }) => Int32Array.from(of.touching));
  let best = searchNearby(problem, start, (choice) => valueOf(problem, choice));
  const cutoff = () => best.value - SAME * Math.abs(best.value);

  function consider(choice: Choice): void {
    if (!isAllowed(problem, choice)) return;
    const value = valueOf(problem, choice);
    if (value < best.value) best = { choice, value };
  }

  /** Takes a candidate, or leaves it out, with all that follows; undefined where no allowed choice is left. */
  function decide(node: Pick<Node, 'chosen' | 'open'>, place: number, isTaken: boolean) {
    const chosen = node.chosen.slice();
    const open = node.open.slice();
    const take = (at: number): boolean => {
      if (chosen[at] === 1) return true;
      if (open[at] === 0) return false;
      chosen[at] = 1;
      open[at] = 0;
      return candidates[at].requires.every(take) && candidates[at].excludes.every(leave);
    };
    const leave = (at: number): boolean => {
      if (chosen[at] === 1) return false;
      if (open[at] === 0) return true;
      open[at] = 0;
      return candidates.every(({ requires }, other) => !requires.includes(at) || leave(other));
    };
    if (!(isTaken ? take : leave)(place)) return undefined;
    const spent = costOf(problem, chosen);
    if (!fits(problem, spent.costUsd, spent.staffFte)) return undefined;
    for (let at = 0; at < count; at++)
      if (
        open[at] === 1 &&
        !fits(problem, spent.costUsd + costUsd[at], spent.staffFte + staffFte[at]) &&
        !leave(at)
      )
        return undefined;
    return { chosen, open };
  }

  /** Bounds what the node can come to, and tries what its mixture suggests. */
  function look({ chosen, open }: Pick<Node, 'chosen' | 'open'>, from: Float64Array): Node {
    const share = from.map((its, place) => (open[place] === 1 ? its : 0));
    const spent = costOf(problem, chosen);
    const free = candidates.flatMap((_, place) => (open[place] === 1 ? [place] : []));
    const terms = problem.parts.flatMap(({ weight, of }, part) =>
      weight > 0
        ? of.terms(chosen, open).map((term): Exponential => ({
            weight: weight * term.weight,
            places: touching[part],
            exponents: term.exponents,
          }))
        : [],
    );
    const bound =
      (problem.countsCost ? spent.costUsd : 0) +
      lowerBound(
        {
          terms,
          open: free,
          costUsd,
          staffFte,
          budgetUsd: problem.budgetUsd - spent.costUsd,
          people: problem.staffFte - spent.staffFte,
          countsCost: problem.countsCost,
        },
        share,
        cutoff() - (problem.countsCost ? spent.costUsd : 0),
      );
    if (bound < cutoff()) {
      let rounded: Choice = chosen;
      for (const place of free.toSorted((a, b) => share[b] - share[a]))
        if (share[place] > 0.5) rounded = withCandidate(problem, rounded, place) ?? rounded;
      consider(rounded);
    }
    return { chosen, open, share, bound };
  }

  const queue = heap();
  let root: Pick<Node, 'chosen' | 'open'> | undefined = {
    chosen: new Uint8Array(count),
    open: new Uint8Array(count).fill(1),
  };
  for (const place of problem.required) root = root && decide(root, place, true);
  if (!root) throw new RangeError('the required candidates are not allowed');
  queue.add(look(root, new Float64Array(count)));
  let leftOut = Infinity;
  for (let nodes = 1; queue.size() > 0; nodes++) {
    const node = queue.take();
    if (node.bound >= cutoff()) break; // and all that wait are no better
    if (nodes > mostNodes) {
      leftOut = node.bound;
      break;
    }
    const place = mostInDoubt(node, costUsd);
    if (place < 0) {
      // nothing is open: the bound is what it comes to, but for rounding
      consider(node.chosen);
      continue;
    }
    for (const isTaken of [true, false]) {
      const next = decide(node, place, isTaken);
      if (!next) continue;
      const looked = look(next, node.share);
      // a bound that was had on the way holds for what lies below it
      const bound = Math.max(looked.bound, node.bound);
      if (bound < cutoff()) queue.add({ ...looked, bound });
    }
  }
  return {
    choice: withoutIdle(problem, best.choice),
    value: best.value,
    bound: Math.min(best.value, leftOut),
  };
}

/** The open candidate that is taken by half, or nearly; those that cost more first. */
function mostInDoubt({ open, share }: Node, costUsd: Float64Array): number {
  let place = -1;
  let most = -1;
  for (let at = 0; at < share.length; at++) {
    if (open[at] === 0) continue;
    const doubt = (Math.min(share[at], 1 - share[at]) + 0.01) * (1 + costUsd[at]);
    if (doubt > most) {
      most = doubt;
      place = at;
    }
  }
  return place;
}

/** Leaves out what changes nothing, so that nobody pays for it. */
function withoutIdle(problem: SumProblem, choice: Choice): Choice {
  const value = valueOf(problem, choice);
  let kept = choice;
  for (let place = choice.length - 1; place >= 0; place--) {
    if (kept[place] === 0) continue;
    const less = kept.slice();
    less[place] = 0;
    if (isAllowed(problem, less) && valueOf(problem, less) <= value) kept = less;
  }
  return kept;
}

/** Nodes by their bound, the least first. */
function heap() {
  const list: Node[] = [];
  const swap = (a: number, b: number) => ([list[a], list[b]] = [list[b], list[a]]);
  return {
    size: () => list.length,
    add(node: Node): void {
      let at = list.push(node) - 1;
      for (; at > 0 && list[at].bound < list[(at - 1) >> 1].bound; at = (at - 1) >> 1)
        swap(at, (at - 1) >> 1);
    },
    take(): Node {
      const [first] = list;
      const last = list.pop()!;
      if (list.length === 0) return first;
      list[0] = last;
      for (let at = 0; ;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < list.length && list[child].bound < list[least].bound) least = child;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
